package scale

import "medsoc/expertise"

// WHODASOf reads a filled form from the examination's sheet.
func WHODASOf(m expertise.Measure) WHODAS {
	form := WHODAS{Works: !m.Idle, Answers: map[Item]Answer{}}
	for item, answer := range m.Answers {
		form.Answers[Item(item)] = Answer(answer)
	}
	return form
}

// BarthelOf reads a filled index from the examination's sheet.
func BarthelOf(m expertise.Measure) Barthel {
	form := Barthel{}
	for item, points := range m.Answers {
		form[BarthelItem(item)] = points
	}
	return form
}
