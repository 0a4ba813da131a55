package scale

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// BarthelItem is one of the ten activities of the Barthel index.
type BarthelItem string

// Barthel is a filled Barthel index: points by item. An item that is absent was not rated.
type Barthel map[BarthelItem]int

var barthelItems = []struct {
	item    BarthelItem
	allowed []int
	names   names
}{
	{"feeding", []int{0, 5, 10}, names{"Yemək", "Feeding", "Тамақтану", "Приём пищи"}},
	{"bathing", []int{0, 5}, names{"Çimmə", "Bathing", "Шомылу", "Купание"}},
	{"grooming", []int{0, 5}, names{"Şəxsi gigiyena", "Grooming", "Жеке гигиена", "Личная гигиена"}},
	{"dressing", []int{0, 5, 10}, names{"Geyinmə", "Dressing", "Киіну", "Одевание"}},
	{"bowels", []int{0, 5, 10}, names{"Bağırsaq nəzarəti", "Bowels", "Ішекті бақылау", "Контроль дефекации"}},
	{"bladder", []int{0, 5, 10}, names{"Sidik kisəsi nəzarəti", "Bladder", "Қуықты бақылау", "Мочеиспускание"}},
	{"toilet", []int{0, 5, 10}, names{"Tualetdən istifadə", "Toilet", "Дәретханаға бару", "Пользование туалетом"}},
	{"transfers", []int{0, 5, 10, 15}, names{"Yerdəyişmə (çarpayı–stul)", "Transfers", "Орын ауыстыру", "Пересаживание"}},
	{"mobility", []int{0, 5, 10, 15}, names{"Hərəkət", "Mobility", "Қозғалу", "Передвижение"}},
	{"stairs", []int{0, 5, 10}, names{"Pilləkən", "Stairs", "Баспалдақ", "Подъём по лестнице"}},
}

// BarthelItems lists the items in the order of the form.
func BarthelItems() []BarthelItem {
	var items []BarthelItem
	for _, i := range barthelItems {
		items = append(items, i.item)
	}
	return items
}

// Allowed gives the points that an item can have, ascending; nil for an unknown item.
func (b BarthelItem) Allowed() []int {
	for _, i := range barthelItems {
		if i.item == b {
			return slices.Clone(i.allowed)
		}
	}
	return nil
}

// Label is the item's name in az, kk or ru, in English for any other language; "" for an unknown item.
func (b BarthelItem) Label(language string) string {
	for _, i := range barthelItems {
		if i.item == b {
			return i.names.in(language)
		}
	}
	return ""
}

// Check returns every item that is missing, unknown or has points that it cannot have.
func (b Barthel) Check() []error {
	var errs []error
	for _, i := range barthelItems {
		value, rated := b[i.item]
		switch field := string(i.item); {
		case !rated:
			errs = append(errs, sentences.Invalid("scale.barthel.missing", field, "item", field))
		case !slices.Contains(i.allowed, value):
			errs = append(errs, sentences.Invalid("scale.barthel.value", field, "item", field, "value", strconv.Itoa(value), "allowed", choices(i.allowed)))
		}
	}
	for _, item := range slices.Sorted(maps.Keys(b)) {
		if item.Allowed() == nil {
			errs = append(errs, sentences.Invalid("scale.barthel.item", "barthel", "item", shorten(string(item))))
		}
	}
	return errs
}

// Score is the sum of the points, 0 (wholly dependent) to 100 (independent): higher is better. The error joins what Check finds.
func (b Barthel) Score() (Score, error) {
	if errs := b.Check(); len(errs) > 0 {
		return Score{}, errors.Join(errs...)
	}
	s := Score{Method: MethodBarthel, Least: 0, Most: 100, Of: 100}
	for _, i := range barthelItems {
		points := float64(b[i.item])
		s.Parts = append(s.Parts, Part{string(i.item), points, float64(slices.Max(i.allowed)), points})
		s.Points += points
	}
	s.Value = s.Points
	return s, nil
}

// choices writes numbers for a person: "0, 5, 10".
func choices(numbers []int) string {
	var texts []string
	for _, n := range numbers {
		texts = append(texts, strconv.Itoa(n))
	}
	return strings.Join(texts, ", ")
}
