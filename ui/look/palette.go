package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Colours that the toolkit has no name for.
const (
	ColorPanel      fyne.ThemeColorName = "medsocPanel"      // ground of a panel
	ColorLine       fyne.ThemeColorName = "medsocLine"       // edge of a panel, lines of a table
	ColorMuted      fyne.ThemeColorName = "medsocMuted"      // captions, units, hints
	ColorHeading    fyne.ThemeColorName = "medsocHeading"    // headings within a form
	ColorSave       fyne.ThemeColorName = "medsocSaved"      // "saved 10:14"
	ColorAlert      fyne.ThemeColorName = "medsocAlert"      // overdue, wrong
	ColorQuiet      fyne.ThemeColorName = "medsocQuiet"      // ground of a button that is not the main one
	ColorRail       fyne.ThemeColorName = "medsocRail"       // nav rail
	ColorRailActive fyne.ThemeColorName = "medsocRailActive" // the chosen screen in it
	ColorRailHover  fyne.ThemeColorName = "medsocRailHover"
	ColorRailText   fyne.ThemeColorName = "medsocRailText"
	ColorRailStrong fyne.ThemeColorName = "medsocRailStrong"
	ColorRailCount  fyne.ThemeColorName = "medsocRailCount"
)

// Status is a meaning that has a colour. It is always shown with a word.
type Status int

// The statuses; StatusNone is plain text without a chip.
const (
	StatusNone    Status = iota
	StatusNew            // blue: here, nobody has it yet
	StatusExam           // violet: in examination
	StatusWaiting        // amber: awaiting a decision, offline
	StatusDone           // green: decided, saved, genuine
	StatusAlert          // red: returned, overdue, wrong
	StatusQuiet          // grey: closed, withdrawn
)

// Statuses lists those that have a chip.
var Statuses = []Status{StatusNew, StatusExam, StatusWaiting, StatusDone, StatusAlert, StatusQuiet}

var statusNames = [...]string{"none", "new", "exam", "waiting", "done", "alert", "quiet"}

// Ground is the colour behind the status's word.
func (s Status) Ground() fyne.ThemeColorName { return "medsocStatusGround-" + s.name() }

// Ink is the colour of the status's word.
func (s Status) Ink() fyne.ThemeColorName { return "medsocStatusInk-" + s.name() }

func (s Status) name() fyne.ThemeColorName {
	if s < 0 || int(s) >= len(statusNames) {
		s = StatusNone
	}
	return fyne.ThemeColorName(statusNames[s])
}

type palette map[fyne.ThemeColorName]color.NRGBA

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 255}
}

func veil(hex uint32, alpha uint8) color.NRGBA {
	c := rgb(hex)
	c.A = alpha
	return c
}

var light = palette{
	theme.ColorNameBackground:          rgb(0xF4F6F8),
	theme.ColorNameForeground:          rgb(0x17222D),
	theme.ColorNamePrimary:             rgb(0x1B5E9E),
	theme.ColorNameForegroundOnPrimary: rgb(0xFFFFFF),
	theme.ColorNameHyperlink:           rgb(0x1B5E9E),
	theme.ColorNameButton:              rgb(0xE3E8EE),
	theme.ColorNameDisabledButton:      rgb(0xE9EDF1),
	theme.ColorNameDisabled:            rgb(0x66727E),
	theme.ColorNamePlaceHolder:         rgb(0x5A6673),
	theme.ColorNameError:               rgb(0xB3261E),
	theme.ColorNameForegroundOnError:   rgb(0xFFFFFF),
	theme.ColorNameSuccess:             rgb(0x236B2C),
	theme.ColorNameForegroundOnSuccess: rgb(0xFFFFFF),
	theme.ColorNameWarning:             rgb(0x8A5300),
	theme.ColorNameForegroundOnWarning: rgb(0xFFFFFF),
	theme.ColorNameFocus:               rgb(0x1B5E9E),
	theme.ColorNameHover:               veil(0x1B5E9E, 0x14),
	theme.ColorNamePressed:             veil(0x17222D, 0x1E),
	theme.ColorNameSelection:           rgb(0xEDF3FA),
	theme.ColorNameHeaderBackground:    rgb(0xE9EDF1),
	theme.ColorNameInputBackground:     rgb(0xFFFFFF),
	theme.ColorNameInputBorder:         rgb(0xB4BFCA),
	theme.ColorNameMenuBackground:      rgb(0xFFFFFF),
	theme.ColorNameOverlayBackground:   rgb(0xFFFFFF),
	theme.ColorNameSeparator:           rgb(0xDDE3E9),
	theme.ColorNameScrollBar:           veil(0x17222D, 0x80),
	theme.ColorNameScrollBarBackground: veil(0x17222D, 0x0A),
	theme.ColorNameShadow:              veil(0x17222D, 0x30),
	ColorPanel:                         rgb(0xFFFFFF),
	ColorLine:                          rgb(0xDDE3E9),
	ColorMuted:                         rgb(0x4F5C69),
	ColorHeading:                       rgb(0x1B5E9E),
	ColorSave:                          rgb(0x236B2C),
	ColorAlert:                         rgb(0xB3261E),
	ColorQuiet:                         rgb(0xE3E8EE),
	ColorRail:                          rgb(0x18324C),
	ColorRailActive:                    rgb(0x254768),
	ColorRailHover:                     rgb(0x1F3D5B),
	ColorRailText:                      rgb(0xC9D6E3),
	ColorRailStrong:                    rgb(0xFFFFFF),
	ColorRailCount:                     rgb(0xA9C7E8),
	StatusNone.Ground():                rgb(0xFFFFFF), StatusNone.Ink(): rgb(0x17222D),
	StatusNew.Ground(): rgb(0xDFEBF8), StatusNew.Ink(): rgb(0x17528C),
	StatusExam.Ground(): rgb(0xE9E3F8), StatusExam.Ink(): rgb(0x533593),
	StatusWaiting.Ground(): rgb(0xFFEBCC), StatusWaiting.Ink(): rgb(0x7A4A00),
	StatusDone.Ground(): rgb(0xDDF0DD), StatusDone.Ink(): rgb(0x225F2A),
	StatusAlert.Ground(): rgb(0xFBE0DE), StatusAlert.Ink(): rgb(0xA2231C),
	StatusQuiet.Ground(): rgb(0xE6EAEE), StatusQuiet.Ink(): rgb(0x47535F),
}

var dark = palette{
	theme.ColorNameBackground:          rgb(0x10171E),
	theme.ColorNameForeground:          rgb(0xE6ECF2),
	theme.ColorNamePrimary:             rgb(0x7DB4EC),
	theme.ColorNameForegroundOnPrimary: rgb(0x0C1C2C),
	theme.ColorNameHyperlink:           rgb(0x8ABDF0),
	theme.ColorNameButton:              rgb(0x2A3641),
	theme.ColorNameDisabledButton:      rgb(0x222C36),
	theme.ColorNameDisabled:            rgb(0x8D9AA7),
	theme.ColorNamePlaceHolder:         rgb(0x9AA7B4),
	theme.ColorNameError:               rgb(0xFF9C94),
	theme.ColorNameForegroundOnError:   rgb(0x33090A),
	theme.ColorNameSuccess:             rgb(0x8FD498),
	theme.ColorNameForegroundOnSuccess: rgb(0x0A2A10),
	theme.ColorNameWarning:             rgb(0xF3C173),
	theme.ColorNameForegroundOnWarning: rgb(0x2E1C00),
	theme.ColorNameFocus:               rgb(0x7DB4EC),
	theme.ColorNameHover:               veil(0x7DB4EC, 0x1C),
	theme.ColorNamePressed:             veil(0xE6ECF2, 0x22),
	theme.ColorNameSelection:           rgb(0x234261),
	theme.ColorNameHeaderBackground:    rgb(0x232E39),
	theme.ColorNameInputBackground:     rgb(0x141C24),
	theme.ColorNameInputBorder:         rgb(0x4A5966),
	theme.ColorNameMenuBackground:      rgb(0x1F2933),
	theme.ColorNameOverlayBackground:   rgb(0x1F2933),
	theme.ColorNameSeparator:           rgb(0x303C48),
	theme.ColorNameScrollBar:           veil(0xE6ECF2, 0x80),
	theme.ColorNameScrollBarBackground: veil(0xE6ECF2, 0x0A),
	theme.ColorNameShadow:              veil(0x000000, 0x70),
	ColorPanel:                         rgb(0x1A232C),
	ColorLine:                          rgb(0x303C48),
	ColorMuted:                         rgb(0xA6B2BE),
	ColorHeading:                       rgb(0x8ABDF0),
	ColorSave:                          rgb(0x8FD498),
	ColorAlert:                         rgb(0xFF9C94),
	ColorQuiet:                         rgb(0x2A3641),
	ColorRail:                          rgb(0x0B1722),
	ColorRailActive:                    rgb(0x1C3854),
	ColorRailHover:                     rgb(0x132638),
	ColorRailText:                      rgb(0xC9D6E3),
	ColorRailStrong:                    rgb(0xFFFFFF),
	ColorRailCount:                     rgb(0xA9C7E8),
	StatusNone.Ground():                rgb(0x1A232C), StatusNone.Ink(): rgb(0xE6ECF2),
	StatusNew.Ground(): rgb(0x17375A), StatusNew.Ink(): rgb(0xB5D5F5),
	StatusExam.Ground(): rgb(0x372A5C), StatusExam.Ink(): rgb(0xD9CCF8),
	StatusWaiting.Ground(): rgb(0x4A3407), StatusWaiting.Ink(): rgb(0xFAD595),
	StatusDone.Ground(): rgb(0x1B4022), StatusDone.Ink(): rgb(0xB2E4B8),
	StatusAlert.Ground(): rgb(0x581E1B), StatusAlert.Ink(): rgb(0xFFC4BF),
	StatusQuiet.Ground(): rgb(0x2C3742), StatusQuiet.Ink(): rgb(0xC5CFD9),
}
