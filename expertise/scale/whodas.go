package scale

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Item is the number of an item of WHODAS 2.0, "D1.1" to "D6.8".
type Item string

// Answer is 1 (none), 2 (mild), 3 (moderate), 4 (severe) or 5 (extreme, or cannot).
type Answer int

// Valid tells whether the answer is one of the five.
func (a Answer) Valid() bool { return 1 <= a && a <= 5 }

// WHODAS is a filled form of WHODAS 2.0 with 36 items. An item that is absent was not answered.
type WHODAS struct {
	Works   bool            `json:"works"` // works or studies, so the four items on that are asked
	Answers map[Item]Answer `json:"answers"`
}

// maxMissing is how many items may go unanswered before there is no score.
const maxMissing = 2

// whodasItem is one line of the form. Collapsed items give 0, 1, 1, 2, 2 points for the answers 1..5, the others 0, 1, 2, 3, 4.
type whodasItem struct {
	item      Item
	collapsed bool
	az, en    string
}

// whodasPart is a domain, or one of the two halves of the fifth.
type whodasPart struct {
	code   string
	domain int
	work   bool // asked only of those who work or study
	az, en string
	items  []whodasItem
}

// The form. The labels are our own reminders of what an item is about, not the question.
var whodasParts = []whodasPart{
	{"D1", 1, false, "Anlama və ünsiyyət", "Thinking and communication", []whodasItem{
		{"D1.1", false, "Diqqət", "Attention"},
		{"D1.2", false, "Yaddaş", "Memory"},
		{"D1.3", false, "Problem həlli", "Problem solving"},
		{"D1.4", false, "Öyrənmə", "Learning"},
		{"D1.5", true, "Danışığı anlama", "Following talk"},
		{"D1.6", true, "Söhbət", "Conversing"}}},
	{"D2", 2, false, "Hərəkət", "Mobility", []whodasItem{
		{"D2.1", false, "Ayaq üstə durma", "Long standing"},
		{"D2.2", true, "Ayağa qalxma", "Rising"},
		{"D2.3", true, "Ev içində hərəkət", "Moving indoors"},
		{"D2.4", false, "Evdən çıxma", "Leaving home"},
		{"D2.5", false, "Uzun yol getmə", "Long walk"}}},
	{"D3", 3, false, "Özünəxidmət", "Self-care", []whodasItem{
		{"D3.1", true, "Yuyunma", "Bathing"},
		{"D3.2", false, "Geyinmə", "Dressing"},
		{"D3.3", true, "Yemək", "Eating"},
		{"D3.4", true, "Tək qalma", "Living alone"}}},
	{"D4", 4, false, "İnsanlarla münasibət", "Relations", []whodasItem{
		{"D4.1", true, "Tanımadığı adamlar", "Strangers"},
		{"D4.2", true, "Dostluq", "Friendship"},
		{"D4.3", true, "Yaxın adamlar", "Close people"},
		{"D4.4", false, "Yeni dostlar", "New friends"},
		{"D4.5", true, "Cinsi həyat", "Sexual life"}}},
	{"D5.household", 5, false, "Ev işləri", "Household", []whodasItem{
		{"D5.1", true, "Ev işi: vəzifələr", "Household: duties"},
		{"D5.2", true, "Ev işi: keyfiyyət", "Household: quality"},
		{"D5.3", false, "Ev işi: tamamlama", "Household: completion"},
		{"D5.4", true, "Ev işi: sürət", "Household: pace"}}},
	{"D5.work", 5, true, "İş və ya təhsil", "Work or study", []whodasItem{
		{"D5.5", true, "İş: gündəlik", "Work: daily routine"},
		{"D5.6", false, "İş: keyfiyyət", "Work: quality"},
		{"D5.7", false, "İş: tamamlama", "Work: completion"},
		{"D5.8", false, "İş: sürət", "Work: pace"}}},
	{"D6", 6, false, "Cəmiyyətdə iştirak", "Participation", []whodasItem{
		{"D6.1", true, "İctimai həyat", "Community life"},
		{"D6.2", false, "Maneələr", "Barriers"},
		{"D6.3", true, "Ləyaqət", "Dignity"},
		{"D6.4", false, "Sağlamlığa vaxt", "Time for health"},
		{"D6.5", false, "Hisslər", "Feelings"},
		{"D6.6", true, "Xərclər", "Costs"},
		{"D6.7", false, "Ailəyə təsir", "Effect on family"},
		{"D6.8", true, "İstirahət", "Leisure"}}},
}

// Items lists the form in its order; without the four about work or study when the person has neither.
func Items(works bool) []Item {
	var items []Item
	for _, p := range whodasParts {
		for _, i := range p.items {
			if works || !p.work {
				items = append(items, i.item)
			}
		}
	}
	return items
}

// Label is our own short name for an item or a part ("D1.1", "D5.work") in az or, for any other language, in English; "" for what the form
// does not have.
func Label(code, language string) string {
	for _, p := range whodasParts {
		if p.code == code {
			return inLanguage(language, p.az, p.en)
		}
		for _, i := range p.items {
			if string(i.item) == code {
				return inLanguage(language, i.az, i.en)
			}
		}
	}
	return ""
}

func inLanguage(language, az, en string) string {
	if language == "az" {
		return az
	}
	return en
}

// Check returns every finding in the order of the form: answers that cannot be so, then what is missing beyond what can be filled in.
func (w WHODAS) Check() []error {
	var errs []error
	missing := map[int][]Item{}
	known := map[Item]bool{}
	count := 0
	for _, p := range whodasParts {
		for _, i := range p.items {
			known[i.item] = true
			answer, answered := w.Answers[i.item]
			switch field := string(i.item); {
			case !answered && (w.Works || !p.work):
				missing[p.domain] = append(missing[p.domain], i.item)
				count++
			case answered && !answer.Valid():
				errs = append(errs, sentences.Invalid("scale.whodas.answer", field, "item", field, "value", strconv.Itoa(int(answer))))
			case answered && p.work && !w.Works:
				errs = append(errs, sentences.Invalid("scale.whodas.work", field, "item", field))
			}
		}
	}
	for _, item := range slices.Sorted(maps.Keys(w.Answers)) {
		if !known[item] {
			errs = append(errs, sentences.Invalid("scale.whodas.item", "answers", "item", shorten(string(item))))
		}
	}
	return append(errs, checkMissing(missing, count)...)
}

func checkMissing(missing map[int][]Item, count int) []error {
	if count > maxMissing {
		var all []Item
		for _, domain := range slices.Sorted(maps.Keys(missing)) {
			all = append(all, missing[domain]...)
		}
		return []error{sentences.Invalid("scale.whodas.missing", "answers", "count", strconv.Itoa(count), "items", list(all), "max", strconv.Itoa(maxMissing))}
	}
	for domain, items := range missing {
		if len(items) > 1 {
			return []error{sentences.Invalid("scale.whodas.domain", "answers", "domain", strconv.Itoa(domain), "items", list(items))}
		}
	}
	return nil
}

// list names items for a message; an empty form would name all 36.
func list(items []Item) string {
	const shown = 6
	var names []string
	for _, item := range items[:min(len(items), shown)] {
		names = append(names, string(item))
	}
	if len(items) > shown {
		names = append(names, "…")
	}
	return cmp.Or(strings.Join(names, ", "), "–")
}
