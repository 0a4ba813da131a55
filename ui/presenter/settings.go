package presenter

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"medsoc/certs/seal"
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
	Grace    int     // days that a list of papers may be old; 0: a week
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
	Graces       []Option // values in days
	Grace        string
	Facts        []Fact // commission, registry, desk
	Members      []MemberRow
	MayAdd       bool
	MemberFields []Field // name, role, passphrase, passphrase again
	ErrorCount   int
	Focus        string
	FocusTurn    int
	Added        int // grows when a member was added: the form is empty again
}

// Names of the fields of a new member.
const (
	fieldName       = "name"
	fieldRole       = "role"
	fieldPassphrase = "passphrase"
	fieldRepeat     = "repeat"
)

var memberOrder = []string{fieldName, fieldRole, fieldPassphrase, fieldRepeat}

var roles = []expertise.Role{expertise.RoleDoctor, expertise.RoleChair, expertise.RoleClerk, expertise.RoleAdministrator, expertise.RoleAuditor}

// Settings are the choices for this computer and the members of the commission.
type Settings struct {
	view[SettingsState]
	// OnPreferences is told each change, so that the theme follows and the choice is kept.
	OnPreferences func(Preferences)

	store   SettingsStore
	chosen  Preferences
	members []expertise.Member
	form    form
	added   int
}

// NewSettings makes the screen with what was chosen before.
func NewSettings(store SettingsStore, env *Env, chosen Preferences, emit func(SettingsState)) *Settings {
	s := &Settings{store: store, chosen: chosen, form: newForm()}
	s.begin(env, "settings", emit, s.state, nil)
	return s
}

// Open loads the members.
func (s *Settings) Open() { s.load(); s.Emit() }

func (s *Settings) load() {
	store := s.store
	read(&s.view, store.Members, func(members []expertise.Member) { s.members = members })
}

// SetLanguage, SetScale and SetTheme take the value of one of the state's options; an unknown value changes nothing.
func (s *Settings) SetLanguage(code string) {
	if has(languages(), code) && code != s.chosen.Language {
		s.chosen.Language = code
		s.prefer()
		s.env.SetLanguage(code)
	}
}

func (s *Settings) SetScale(value string) {
	if scale, err := strconv.ParseFloat(value, 32); err == nil && has(s.scales(), value) {
		s.chosen.Scale = float32(scale)
		s.prefer()
	}
}

func (s *Settings) SetTheme(value string) {
	if has(s.themes(), value) {
		s.chosen.Theme = value
		s.prefer()
	}
}

// SetGrace says how many days old a list may be before a paper is not relied on.
func (s *Settings) SetGrace(value string) {
	if days, err := strconv.Atoi(value); err == nil && has(s.graces(), value) && days != s.grace() {
		s.chosen.Grace = days
		s.prefer()
	}
}

// grace is the office's own, in days; a week where nobody chose.
func (s *Settings) grace() int {
	if s.chosen.Grace > 0 {
		return s.chosen.Grace
	}
	return int(seal.DefaultGrace / (24 * time.Hour))
}

func (s *Settings) graces() (options []Option) {
	days := []int{1, 2, 3, 5, 7, 10, 14, 30}
	if !slices.Contains(days, s.grace()) {
		days = append(days, s.grace())
	}
	for _, n := range days {
		options = append(options, Option{Value: strconv.Itoa(n), Text: s.env.language.N("count.days", n)})
	}
	return options
}

func has(options []Option, value string) bool {
	return slices.ContainsFunc(options, func(o Option) bool { return o.Value == value })
}

func (s *Settings) prefer() {
	if s.OnPreferences != nil {
		s.OnPreferences(s.chosen)
	}
	s.Emit()
}

// OpenRules goes to the rules of the law.
func (s *Settings) OpenRules() { s.env.Go(Route{Screen: ScreenRules}) }

// SetMember takes what was typed into a field of the new member.
func (s *Settings) SetMember(field, value string) {
	if s.form.set(field, value) {
		s.Emit()
	}
}

// AddMember makes somebody known to the commission, with a passphrase that the new member types twice.
func (s *Settings) AddMember() {
	f := &s.form
	f.clearErrors()
	n := desk.NewMember{Name: strings.TrimSpace(f.values[fieldName]), Role: expertise.Role(f.values[fieldRole]), Passphrase: f.values[fieldPassphrase]}
	if n.Name == "" {
		f.refuse(fieldName, expertise.Invalid("required", fieldName))
	}
	if !slices.Contains(roles, n.Role) {
		f.refuse(fieldRole, expertise.Invalid("required", fieldRole))
	}
	if n.Passphrase == "" {
		f.refuse(fieldPassphrase, expertise.Invalid("required", fieldPassphrase))
	} else if n.Passphrase != f.values[fieldRepeat] {
		f.refuse(fieldRepeat, refusal("passphrase.repeat"))
	}
	if len(f.errors) > 0 {
		f.first(memberOrder)
		s.Emit()
		return
	}
	store := s.store
	write(&s.view, func(ctx context.Context) (expertise.Member, error) { return store.AddMember(ctx, n) }, func(_ expertise.Member, err error) {
		switch {
		case err == nil:
			s.form = newForm()
			s.added++
			s.load()
		case errors.Is(err, desk.ErrWeak):
			f.refuse(fieldPassphrase, err)
			s.banner = nil
			f.first(memberOrder)
		}
	})
}

func (s *Settings) scales() []Option {
	l := s.env.language
	return []Option{{Value: "1", Text: l.T("settings.scale.100")}, {Value: "1.15", Text: l.T("settings.scale.115")}, {Value: "1.3", Text: l.T("settings.scale.130")}}
}

func (s *Settings) themes() []Option {
	l := s.env.language
	return []Option{{Value: "light", Text: l.T("settings.theme.light")}, {Value: "dark", Text: l.T("settings.theme.dark")}, {Value: "system", Text: l.T("settings.theme.system")}}
}

func (s *Settings) state() SettingsState {
	e, l, f := s.env, s.env.language, &s.form
	about, user := s.store.About(), s.store.User()
	st := SettingsState{Common: s.common(), Preferences: s.chosen, Languages: languages(), Scales: s.scales(), Themes: s.themes(), Graces: s.graces(), Grace: strconv.Itoa(s.grace()), ErrorCount: len(f.errors), Added: s.added,
		MayAdd: user.Role.May(expertise.KindMemberAdded), Focus: f.focus, FocusTurn: f.turn}
	st.Facts = []Fact{{l.T("settings.commission"), about.CommissionName[l.Code()]}, {l.T("sync.registry"), s.store.URL()}, {l.T("settings.desk"), strconv.Itoa(about.DeskNumber)},
		{l.T("settings.law"), e.law(e.Profile.Names)}}
	st.Facts = slices.DeleteFunc(st.Facts, func(f Fact) bool { return f.Value == "" })
	for _, m := range s.members {
		st.Members = append(st.Members, MemberRow{ID: m.ID, Name: m.Name, Role: l.T("role." + string(m.Role)), Self: m.ID == user.ID})
	}
	if !st.MayAdd {
		return st
	}
	var options []Option
	for i, role := range roles {
		options = append(options, Option{Value: string(role), Code: strconv.Itoa(i + 1), Text: l.T("role." + string(role))})
	}
	label := func(field Field, key string) Field { field.Label = l.T(key); return field }
	passphrase := label(f.field(e, fieldPassphrase, "name", KindSecret, true), "unlock.passphrase")
	passphrase.Hint = l.T("settings.passphrase.hint")
	st.MemberFields = []Field{label(f.field(e, fieldName, "name", KindText, true), "settings.member.name"), label(f.field(e, fieldRole, "name", KindChoice, true, options...), "settings.member.role"),
		passphrase, label(f.field(e, fieldRepeat, "name", KindSecret, true), "settings.passphrase.again")}
	return st
}
