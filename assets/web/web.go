// Package web embeds the registry's public verification page.
//
// The page is static: one HTML file, one style sheet, one script. It takes the digits behind the # of its own address, which a browser
// never sends with the address, posts them to the registry it came from, and shows the verdict for comparison with the paper in
// Azerbaijani and English. Nothing is loaded from elsewhere and nothing is stored. store/registry serves it under /d.
package web

import "embed"

// Files holds index.html, page.css and page.js.
//
//go:embed index.html page.css page.js
var Files embed.FS
