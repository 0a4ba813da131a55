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
	names     names
}

// whodasPart is a domain, or one of the two halves of the fifth.
type whodasPart struct {
	code   string
	domain int
	work   bool // asked only of those who work or study
	names  names
	items  []whodasItem
}

// The form. The labels are our own reminders of what an item is about, not the question.
var whodasParts = []whodasPart{
	{"D1", 1, false, names{"Anlama və ünsiyyət", "Thinking and communication", "Түсіну және сөйлесу", "Понимание и общение"}, []whodasItem{
		{"D1.1", false, names{"Diqqət", "Attention", "Зейін", "Внимание"}},
		{"D1.2", false, names{"Yaddaş", "Memory", "Есте сақтау", "Память"}},
		{"D1.3", false, names{"Problem həlli", "Problem solving", "Мәселені шешу", "Решение проблем"}},
		{"D1.4", false, names{"Öyrənmə", "Learning", "Үйрену", "Обучение"}},
		{"D1.5", true, names{"Danışığı anlama", "Following talk", "Сөзді түсіну", "Понимание речи"}},
		{"D1.6", true, names{"Söhbət", "Conversing", "Әңгімелесу", "Беседа"}}}},
	{"D2", 2, false, names{"Hərəkət", "Mobility", "Қозғалу", "Подвижность"}, []whodasItem{
		{"D2.1", false, names{"Ayaq üstə durma", "Long standing", "Ұзақ тұру", "Долгое стояние"}},
		{"D2.2", true, names{"Ayağa qalxma", "Rising", "Орнынан тұру", "Вставание"}},
		{"D2.3", true, names{"Ev içində hərəkət", "Moving indoors", "Үй ішінде жүру", "Ходьба по дому"}},
		{"D2.4", false, names{"Evdən çıxma", "Leaving home", "Үйден шығу", "Выход из дома"}},
		{"D2.5", false, names{"Uzun yol getmə", "Long walk", "Алысқа жүру", "Дальняя ходьба"}}}},
	{"D3", 3, false, names{"Özünəxidmət", "Self-care", "Өзіне күтім", "Самообслуживание"}, []whodasItem{
		{"D3.1", true, names{"Yuyunma", "Bathing", "Жуыну", "Мытьё"}},
		{"D3.2", false, names{"Geyinmə", "Dressing", "Киіну", "Одевание"}},
		{"D3.3", true, names{"Yemək", "Eating", "Тамақтану", "Еда"}},
		{"D3.4", true, names{"Tək qalma", "Living alone", "Жалғыз қалу", "Жизнь в одиночку"}}}},
	{"D4", 4, false, names{"İnsanlarla münasibət", "Relations", "Қарым-қатынас", "Отношения с людьми"}, []whodasItem{
		{"D4.1", true, names{"Tanımadığı adamlar", "Strangers", "Бейтаныс адамдар", "Незнакомые люди"}},
		{"D4.2", true, names{"Dostluq", "Friendship", "Достық", "Дружба"}},
		{"D4.3", true, names{"Yaxın adamlar", "Close people", "Жақын адамдар", "Близкие люди"}},
		{"D4.4", false, names{"Yeni dostlar", "New friends", "Жаңа достар", "Новые друзья"}},
		{"D4.5", true, names{"Cinsi həyat", "Sexual life", "Жыныстық өмір", "Половая жизнь"}}}},
	{"D5.household", 5, false, names{"Ev işləri", "Household", "Үй шаруасы", "Домашние дела"}, []whodasItem{
		{"D5.1", true, names{"Ev işi: vəzifələr", "Household: duties", "Үй: міндеттер", "Дом: обязанности"}},
		{"D5.2", true, names{"Ev işi: keyfiyyət", "Household: quality", "Үй: сапа", "Дом: качество"}},
		{"D5.3", false, names{"Ev işi: tamamlama", "Household: completion", "Үй: аяқтау", "Дом: до конца"}},
		{"D5.4", true, names{"Ev işi: sürət", "Household: pace", "Үй: қарқын", "Дом: скорость"}}}},
	{"D5.work", 5, true, names{"İş və ya təhsil", "Work or study", "Жұмыс немесе оқу", "Работа или учёба"}, []whodasItem{
		{"D5.5", true, names{"İş: gündəlik", "Work: daily routine", "Жұмыс: күнделікті", "Работа: будни"}},
		{"D5.6", false, names{"İş: keyfiyyət", "Work: quality", "Жұмыс: сапа", "Работа: качество"}},
		{"D5.7", false, names{"İş: tamamlama", "Work: completion", "Жұмыс: аяқтау", "Работа: до конца"}},
		{"D5.8", false, names{"İş: sürət", "Work: pace", "Жұмыс: қарқын", "Работа: скорость"}}}},
	{"D6", 6, false, names{"Cəmiyyətdə iştirak", "Participation", "Қоғамға қатысу", "Участие в жизни"}, []whodasItem{
		{"D6.1", true, names{"İctimai həyat", "Community life", "Қоғамдық өмір", "Жизнь общества"}},
		{"D6.2", false, names{"Maneələr", "Barriers", "Кедергілер", "Препятствия"}},
		{"D6.3", true, names{"Ləyaqət", "Dignity", "Қадір-қасиет", "Достоинство"}},
		{"D6.4", false, names{"Sağlamlığa vaxt", "Time for health", "Емге уақыт", "Время на здоровье"}},
		{"D6.5", false, names{"Hisslər", "Feelings", "Сезім", "Чувства"}},
		{"D6.6", true, names{"Xərclər", "Costs", "Шығындар", "Расходы"}},
		{"D6.7", false, names{"Ailəyə təsir", "Effect on family", "Отбасына әсері", "Влияние на семью"}},
		{"D6.8", true, names{"İstirahət", "Leisure", "Демалыс", "Отдых"}}}},
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

// Label is our own short name for an item or a part ("D1.1", "D5.work") in az, kk or ru, in English for any other language; "" for what
// the form does not have.
func Label(code, language string) string {
	for _, p := range whodasParts {
		if p.code == code {
			return p.names.in(language)
		}
		for _, i := range p.items {
			if string(i.item) == code {
				return i.names.in(language)
			}
		}
	}
	return ""
}

// names is one label in each language in which forms are filled in.
type names struct{ az, en, kk, ru string }

func (n names) in(language string) string {
	switch language {
	case "az":
		return n.az
	case "kk":
		return n.kk
	case "ru":
		return n.ru
	}
	return n.en
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
