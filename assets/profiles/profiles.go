// Package profiles embeds the country profiles: one YAML file per country with its authorities, causes, limits and dated editions of the law.
//
// A profile is data. expertise/law reads it, proves its tables and explains what it proposes; nothing here interprets it. A ministry may
// lay its own file in a folder instead: law.Load takes any fs.FS.
package profiles

import "embed"

// Files holds az.yaml and the other profiles, named by country.
//
//go:embed *.yaml
var Files embed.FS
