package page

import (
	"fmt"
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
	add := func(name string, label, value law.FormText, lead ...string) {
		r := row{name: name, lead: max(1, len(lead)), values: lead}
		for i, language := range languages {
			r.labels = append(r.labels, label[language])
			if text := value[language]; text != "" && (i == 0 || text != value[languages[0]]) {
				r.values = append(r.values, norm.NFC.String(text))
			}
		}
		if len(r.values) > 0 { // what is not known is no row
			rows = append(rows, r)
		}
	}
	for _, field := range fields {
		var value law.FormText
		var lead []string
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
			lead, value = services(p.Services, languages)
		case "labour":
			value = one(strings.Join(strings.Fields(p.Labour), " "))
		}
		add(field.Name, field.Label, value, lead...)
	}
	if c.Duplicate && p.Replaces > 0 {
		add("replaces", form.Replaces, one(grouped(p.Replaces)))
	}
	return rows, nil
}

// services numbers each service on a line of its own, in the first language; the others follow, each as one text.
func services(all []law.FormText, languages []string) (lines []string, others law.FormText) {
	others = law.FormText{}
	for i, service := range all {
		for j, language := range languages {
			name := fmt.Sprintf("%d. %s", i+1, norm.NFC.String(service[language]))
			if j == 0 {
				lines = append(lines, name)
				continue
			}
			others[language] = strings.TrimSpace(others[language] + "  " + name)
		}
	}
	return lines, others
}

// day writes a date as every office of the region does.
func day(d expertise.Date) string { return fmt.Sprintf("%02d.%02d.%04d", d.Day, int(d.Month), d.Year) }
