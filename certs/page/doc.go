// Package page draws what leaves the office on paper: the certificate, one model of the page drawn as a PDF and as a picture,
// and the letters that call people in.
//
// # What lives here
//
// Build makes a Model from sealed bytes, the country's form (expertise/law) and the few particulars that a seal has no room
// for. A Model is a list of marks in millimetres from the top left corner: paths, runs of text, the QR code's
// modules. It knows nothing of PDF or pixels, so that the preview, the picture and the paper cannot differ.
//
//	sealed bytes + law.CertificateForm + Particulars + time of issue -> Build -> Model
//	Model + sealed bytes -> PDF    the document, with the sealed bytes attached as certificate.cose
//	Model -> Raster                an image at any resolution, for the preview and certificate.png
//
// All three are pure functions: the same input gives the same bytes. Every date and identifier of the PDF comes from
// the time of issue and the hash of the seal.
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
// gofpdf draws; finish.go then appends an incremental update: XMP metadata linked from the catalog, /Lang, the attachment with
// AFRelationship /Data, an sRGB output intent, and a trailer with /ID. The XMP does not claim PDF/A: that claim
// waits until each of its rules is checked.
package page
