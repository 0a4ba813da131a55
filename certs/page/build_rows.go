package page

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"medsoc/certs/seal"
	"medsoc/expertise"
	"medsoc/expertise/law"
)

// tableRows fills the form's rows of a kind of paper. A duplicate ends with the number that it replaces.
func tableRows(c *seal.Claims, form *law.CertificateForm, fields []law.FormField, p Particulars, languages []string) ([]row, error) {
	outcome, known := form.Outcome(c.Outcome)
	if !known {
		return nil, fail("form.outcome")
	}
	one := func(text string) law.FormText {
		all := law.FormText{}
		for _, language := range languages {
			all[language] = text
		}
		return all
	}
	orElse := func(d expertise.Date, none law.FormText) law.FormText {
		if d.IsZero() {
			return none
		}
		return one(day(d))
	}
	var rows []row
	add := func(name string, label, value law.FormText, list ...service) {
		r := row{name: name, list: list}
		for i, language := range languages {
			if !slices.Contains(r.labels, label[language]) {
				r.labels = append(r.labels, label[language])
			}
			if text := value[language]; text != "" && (i == 0 || text != value[languages[0]]) {
				r.values = append(r.values, norm.NFC.String(text))
			}
		}
		if len(r.values)+len(r.list) > 0 { // what is not known is no row
			rows = append(rows, r)
		}
	}
	for _, field := range fields {
		var value law.FormText
		var list []service
		switch field.Name {
		case "name":
			value = one(norm.NFC.String(strings.Join(strings.Fields(p.Surname+" "+p.Given+" "+p.Patronymic), " ")))
		case "birth":
			value = orElse(c.Birth, form.Not)
		case "identifier":
			value = one(p.Identifier)
		case "outcome":
			value = outcome.Text
		case "percent":
			if c.Percent > 0 {
				value = one(fmt.Sprintf("%d %%", c.Percent))
			}
		case "cause":
			value = p.Cause
		case "since":
			value = orElse(c.Since, form.Not)
		case "until":
			value = orElse(c.Until, form.WithoutTerm)
		case "next":
			value = orElse(c.Next, form.Not)
		case "commission":
			value = p.Commission
		case "decision":
			value = one(p.Decision)
		case "services":
			list = services(p.Services, languages)
		case "labour":
			value = one(strings.Join(strings.Fields(p.Labour), " "))
		}
		add(field.Name, field.Label, value, list...)
	}
	if c.Duplicate && p.Replaces > 0 {
		add("replaces", form.Replaces, one(grouped(p.Replaces)))
	}
	return rows, nil
}

// services numbers each service in the first language; its names in the others stand under it.
func services(all []law.FormText, languages []string) (list []service) {
	for i, names := range all {
		var others []string
		for _, language := range languages[1:] {
			if name := norm.NFC.String(names[language]); name != names[languages[0]] {
				others = append(others, name)
			}
		}
		list = append(list, service{fmt.Sprintf("%d. %s", i+1, norm.NFC.String(names[languages[0]])), strings.Join(slices.Compact(others), " · ")})
	}
	return list
}

// day writes a date as every office of the region does.
func day(d expertise.Date) string { return fmt.Sprintf("%02d.%02d.%04d", d.Day, int(d.Month), d.Year) }
