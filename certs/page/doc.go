// Package page draws what leaves the office on paper: certificates, extracts, notices and excerpts of programmes, one model of the page
// drawn as a PDF and as a picture; the letters that call people in; and the book of numbered forms.
//
// # What lives here
//
// Build makes a Model from sealed bytes, the country's form (expertise/law) and the few particulars that a seal has no room
// for. A Model is a list of marks in millimetres from the top left corner: paths, runs of text, the QR code's
// modules, a photo. It knows nothing of PDF or pixels, so that the preview, the picture and the paper cannot differ.
//
//	sealed bytes + law.CertificateForm + Particulars + time of issue -> Build -> Model
//	Model + sealed bytes -> PDF    the document, with the sealed bytes attached as certificate.cose
//	Model -> Raster                an image at any resolution, for the preview and certificate.png
//
// All three are pure functions: the same input gives the same bytes. Every date and identifier of the PDF comes from
// the time of issue and the hash of the seal.
//
// # Papers
//
// The form names the size of each kind. On half a sheet there is room for two languages, on a whole one for three. Texts are made smaller
// until they fit; then half a sheet gives way to a whole one, and the third language to none, before anything is refused. The code
// has its 50 mm on both sizes. A duplicate says so over its title and ends with the number of the paper that it replaces. A
// photo is drawn anew at the paper's size, so that nothing else of its file comes into the document.
//
// Batch draws many papers as one document for the printer, Book a table with its head on every page.
//
// # Letters
//
// Letters draws a run of letters, one A4 page each, as one document: faces are embedded once, cut down to the letters that
// the whole run has. A sheet folded at its two marks shows the address in the window of an envelope. Nothing is written
// before the last letter is drawn, so a run that ends early leaves no document.
//
//	Letter, asked for one by one -> marks -> page of the document -> io.Writer
//
// # What does not live here
//
// What the law says, and in which words (the form, the letter's texts); sealing (certs/seal); reading a page back (certs/check); fonts
// (assets/fonts).
//
// # The document
//
// gofpdf draws; our finisher writes the file. Every path, run of text, picture and page is drawn by gofpdf (draw.go, which alone knows it), as
// a plain document of one page. drawn.go reads that document and takes what the page shows: its content, its pictures, its ornaments, under
// the names that gofpdf gave them. finish.go, pdfa_objects.go and pdfa_subset.go put these and what a document says of itself into one
// file for archives.
//
//	Model -> gofpdf -> plain page -> content, pictures, ornaments -> compressed, numbered anew -> document
//	letters of the run -> cut faces -------------------------------------------------------------------^
//
// The file is not gofpdf's own, because nothing that is added to it makes it PDF/A: its header has no comment of bytes over 127.
//
// The faces are not embedded by gofpdf, because it parses each anew for every document, which took two thirds of a paper's time. It
// knows a face by its name alone, declared as its own font definitions are, and draws letters by the codes that pdfa_subset.go gives
// them: a code is a glyph's place in the face as it is cut at the end of the run. Widths are not asked of gofpdf; our layout has placed
// every run. An ornament is drawn by gofpdf once in a printer's life, as a template, and placed by it on every page.
//
// Sign appends a signature (CMS, detached, of the form adbe.pkcs7.detached) that readers of PDF verify by themselves. It stands beside
// the seal, which is what counts on paper; the unsigned document stays a prefix of the signed one.
//
// # PDF/A-3b
//
// The documents name themselves PDF/A-3b (ISO 19005-3, conformance level B) in their XMP. What follows is each rule that bears on what we
// write, with the clause, and how it is kept; TestArchiveRules reads documents back with an independent parser (qpdf) and holds each of them
// under the same clause. Documents, batches, letters and signed documents keep them alike.
//
//	6.1.2   the header stands at the first byte and is followed by a comment of four bytes over 127
//	6.1.3   the trailer has an /ID and no /Encrypt; nothing follows the last %%EOF but a line's end
//	6.1.4   the cross-reference table is the plain one: "xref", a line's end, two numbers with one space, entries of 20 bytes
//	6.1.6   hexadecimal strings have an even number of digits and nothing else
//	6.1.7   a stream's /Length is right, its bytes are in this file, and its filter is Flate, DCT or none
//	6.1.9   an object's number, "obj" and "endobj" stand on lines of their own
//	6.1.13  names, strings, numbers and nesting stay within the limits
//	6.2.2   content uses the operators of PDF alone, and names resources of the page itself
//	6.2.3   an output intent GTS_PDFA1 has a profile of ICC, version 2, class mntr, RGB
//	6.2.4   colours are DeviceRGB and DeviceGray, which the intent covers
//	6.2.8   pictures have no /Alternates, no /OPI and no /Interpolate
//	6.2.9   forms have no /OPI, /PS or /Ref
//	6.2.10  nothing is transparent: no group, mask, blend mode or graphics state at all
//	6.2.11.3  composite fonts are Identity-H, Adobe-Identity-0, with /CIDToGIDMap /Identity
//	6.2.11.4  every face is embedded as TrueType and has each glyph that is shown; there is no /CIDSet, which may be absent
//	6.2.11.5  the width that the document states for a letter is the one in the embedded face
//	6.2.11.7  every letter shown has its Unicode value, though only level U asks for that
//	6.2.11.8  the glyph for a missing letter is never shown
//	6.3, 6.4  there are no annotations; a signature adds one field of no size, marked for print, without action, XFA or NeedAppearances
//	6.5     there are no actions and no JavaScript
//	6.6.2   the catalog's metadata are uncompressed, well-formed XMP of predefined properties, which say what Info says
//	6.6.4   XMP names part 3 and conformance B
//	6.8     the attachment has a MIME type, /F, /UF, /Desc and /AFRelationship, and the catalog names it in /AF
//	6.9-6.11  there are no optional content, alternate presentations or requirements
//
// What is not checked: a conformance checker of its own standing, such as veraPDF, has not judged the documents, so this is our reading
// of the clauses and a test of it. The photo is a JPEG of Go's encoder, taken as conforming; the cut faces are read and drawn by other
// programs, and not held against TrueType's specification table by table.
package page
