// Package bench holds the making of one paper against other ways of making the same page, in the same run: npm's pdfkit,
// reportlab, and a browser without a window. It has tests only.
//
// # What is compared
//
// One paper of a batch, without the signature for readers of PDF: sealing, laying out, drawing, the document's end. The peers are
// given the finished layout: the same texts in the same font files at the same places, the same lines, the square
// code's modules as rectangles; pdfkit attaches the seal too. Each peer runs in one process that has drawn a page before its clock
// starts; only the browser starts anew for each page, as it does for whoever prints with it, with its fonts beside it.
//
// # What is counted
//
// Seconds of the processor, user and system, of all threads, so that a second core helps nobody. What is printed beside our own time
// are ratios: "times-pdfkit" is how many papers we make while pdfkit makes one.
//
//	make bench     installs the peers (BENCH_PACKAGES, npm's pdfkit into out/bench) and prints the ratios
//
// A peer that is not there is named and left out.
package bench
