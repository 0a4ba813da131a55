package presenter

import (
	"slices"

	"medsoc/expertise"
)

// ScreenID names a screen.
type ScreenID string

// The screens. Those of the rail come first, in its order.
const (
	ScreenWork      ScreenID = "work"
	ScreenPersons   ScreenID = "search"
	ScreenDue       ScreenID = "due"
	ScreenPapers    ScreenID = "papers"
	ScreenVerify    ScreenID = "verify"
	ScreenSync      ScreenID = "sync"
	ScreenSettings  ScreenID = "settings"
	ScreenRules     ScreenID = "rules"
	ScreenPlanning  ScreenID = "planning" // a page of ScreenDue, as ScreenActs is
	ScreenActs      ScreenID = "acts"
	ScreenBook      ScreenID = "book"       // a page of ScreenPapers
	ScreenCase      ScreenID = "case"       // Route.Case, Route.Tab
	ScreenPerson    ScreenID = "person"     // Route.Person
	ScreenNewPerson ScreenID = "new-person" // Route.Query is what was searched; Route.Then goes on to a referral
	ScreenNewCase   ScreenID = "new-case"   // Route.Person; without one a person is searched first
)

// DuePages are the pages of re-examination in the order of their tabs: one line of the rail, one place to come back from.
var DuePages = []ScreenID{ScreenDue, ScreenPlanning, ScreenActs}

// PaperPages are the pages of papers in the order of their tabs.
var PaperPages = []ScreenID{ScreenPapers, ScreenBook}

// PagesBeside are the pages among which a screen stands, itself included; none for a screen that stands alone.
func PagesBeside(id ScreenID) []ScreenID {
	for _, pages := range [][]ScreenID{DuePages, PaperPages} {
		if slices.Contains(pages, id) {
			return pages
		}
	}
	return nil
}

// Tab is a page of a case.
type Tab int

// The pages of a case in their order.
const (
	TabReferral Tab = iota
	TabExamination
	TabDecision
	TabCertificate
	TabHistory
	tabCount
)

// Route is a place in the program. It is comparable and holds no state.
type Route struct {
	Screen ScreenID
	Case   expertise.CaseID
	Tab    Tab
	Person expertise.PersonID
	Query  string
	Then   ScreenID
}
