package icons

import _ "embed"

//go:embed icon.png
var app []byte

// App is the program's own picture, a PNG of 256 pixels.
func App() []byte { return app }
