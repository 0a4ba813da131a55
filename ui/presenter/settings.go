package presenter

import (
	"context"

	"medsoc/expertise"
	"medsoc/store/desk"
	"medsoc/store/wire"
)

// SettingsStore is what the settings ask of the desk.
type SettingsStore interface {
	Members(ctx context.Context) ([]expertise.Member, error)
	AddMember(ctx context.Context, n desk.NewMember) (expertise.Member, error)
	User() expertise.Member
	About() wire.Enrolled
	URL() string
}

// Preferences are what a person chose for this computer.
type Preferences struct {
	Language string  // "az"
	Scale    float32 // 1.0, 1.15, 1.3
	Theme    string  // "light", "dark", "system"
}

// MemberRow is somebody who works here.
type MemberRow struct {
	ID         expertise.MemberID
	Name, Role string
	Self       bool
}

// SettingsState is the settings screen.
type SettingsState struct {
	Common
	Preferences  Preferences
	Languages    []Option
	Scales       []Option // values "1", "1.15", "1.3"
	Themes       []Option
	Facts        []Fact // commission, registry, desk
	Members      []MemberRow
	MayAdd       bool
	MemberFields []Field // name, role, passphrase, passphrase again
	ErrorCount   int
	Added        int // grows when a member was added: the form is empty again
}
