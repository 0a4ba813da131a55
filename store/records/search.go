package records

import (
	"strings"

	"medsoc/assets/text"
	"medsoc/expertise"
)

// searchSchema is SQLite's own: prefixes of folded names and identifiers, and trigrams for the middle of a name.
const searchSchema = `
create virtual table if not exists person_words using fts5 (words, tokenize = "unicode61 remove_diacritics 0", prefix = '1 2 3', detail = none, content = '', contentless_delete = 1);
create virtual table if not exists person_middle using fts5 (words, tokenize = "trigram", detail = none, content = '', contentless_delete = 1);
`

var searchTables = []string{"person_words", "person_middle"}

func unindexPerson(tx *Tx, no int64) error {
	for _, table := range searchTables {
		if err := tx.exec(`delete from `+table+` where rowid = $1`, no); err != nil {
			return err
		}
	}
	return nil
}

func indexPerson(tx *Tx, no int64, p *expertise.Person) error {
	if err := unindexPerson(tx, no); err != nil {
		return err
	}
	words := text.Fold(p.Name.Full() + " " + p.Identifier.Value)
	for _, table := range searchTables {
		if err := tx.exec(`insert into `+table+` (rowid, words) values ($1, $2)`, no, words); err != nil {
			return err
		}
	}
	return nil
}

// PersonRow is one line of a search.
type PersonRow struct {
	ID         expertise.PersonID
	Name       expertise.Name
	Sex        expertise.Sex
	Birth      expertise.Date
	Identifier expertise.Identifier
	Conflicts  int
	Sealed     bool
	// Outcome, Until and Next are of the decision in force, empty when there is none.
	Outcome expertise.Outcome
	Since   expertise.Date
	Until   expertise.Date
	Next    expertise.Date
}

// SearchPersons finds persons whose names or identifier begin with the words of the query, in any order and spelling (ə or e, ş or s,
// capital or small). When none do, the middle of names is searched. An empty query gives nobody.
func SearchPersons(tx *Tx, query string, limit int) ([]PersonRow, error) {
	words := strings.FieldsFunc(text.Fold(query), func(r rune) bool { return strings.ContainsRune(` "'*()-:^.,;+`, r) })
	if len(words) == 0 {
		return nil, nil
	}
	words = words[:min(len(words), 8)]
	terms := make([]string, len(words))
	for i, w := range words {
		terms[i] = `"` + w + `"*`
	}
	rows, err := searchIn(tx, "person_words", strings.Join(terms, " AND "), limit)
	if err != nil || len(rows) > 0 {
		return rows, err
	}
	// detail=none knows no phrases: the trigrams of each word are asked for, and the text itself decides.
	var grams []string
	for _, w := range words {
		letters := []rune(w)
		for i := 0; i+3 <= len(letters); i++ {
			grams = append(grams, `"`+string(letters[i:i+3])+`"`)
		}
	}
	if len(grams) == 0 {
		return nil, nil
	}
	rows, err = searchIn(tx, "person_middle", strings.Join(grams, " AND "), limit)
	kept := rows[:0]
	for _, r := range rows {
		folded := text.Fold(r.Name.Full() + " " + r.Identifier.Value)
		all := true
		for _, w := range words {
			all = all && strings.Contains(folded, w)
		}
		if all {
			kept = append(kept, r)
		}
	}
	return kept, err
}

func searchIn(tx *Tx, table, match string, limit int) ([]PersonRow, error) {
	return listPersons(tx, `where p.no in (select rowid from `+table+` where `+table+` match $1 limit 2000) order by p.surname, p.given, p.patronymic, p.id limit $2`, match, limit)
}

// ListConflicts gives persons with a field that several desks wrote, by name.
func ListConflicts(tx *Tx, limit int) ([]PersonRow, error) {
	return listPersons(tx, `where p.conflicts > 0 order by p.surname, p.given, p.patronymic, p.id limit $1`, limit)
}

// listPersons reads rows with the decision in force of each.
func listPersons(tx *Tx, where string, args ...any) ([]PersonRow, error) {
	var list []PersonRow
	err := tx.Each(`select p.id, p.surname, p.given, p.patronymic, p.sex, p.birth, p.scheme, p.identifier, p.conflicts, p.sealed,
		coalesce(d.outcome, ''), coalesce(d.percent, 0), coalesce(d.since, ''), coalesce(d.until, ''), coalesce(d.next, '')
		from person p left join decision d on d.id = (select id from decision x where x.person = p.id and x.in_force = 1 order by x.since desc, x.at desc, x.id desc limit 1) `+where,
		args, func(scan func(...any) error) error {
			var r PersonRow
			var birth, since, until, next string
			var sealed int
			if err := scan(&r.ID, &r.Name.Surname, &r.Name.Given, &r.Name.Patronymic, &r.Sex, &birth, &r.Identifier.Scheme, &r.Identifier.Value,
				&r.Conflicts, &sealed, &r.Outcome.Code, &r.Outcome.Percent, &since, &until, &next); err != nil {
				return err
			}
			r.Birth, r.Since, r.Until, r.Next, r.Sealed = day(birth), day(since), day(until), day(next), sealed != 0
			list = append(list, r)
			return nil
		})
	return list, err
}

// FindByIdentifier looks for the person registered under an identifier; "" when there is none.
func FindByIdentifier(tx *Tx, id expertise.Identifier) (expertise.PersonID, error) {
	var found expertise.PersonID
	if id.Value == "" {
		return "", nil
	}
	err := tx.Each(`select id from person where scheme = $1 and identifier = $2 order by no limit 1`, []any{id.Scheme, id.Value}, func(scan func(...any) error) error {
		return scan(&found)
	})
	return found, err
}

// FindByForeign looks for the person to whom another system gave one of these numbers; "" when there is none.
func FindByForeign(tx *Tx, foreign []expertise.Coding) (expertise.PersonID, error) {
	var found expertise.PersonID
	for _, f := range foreign {
		err := tx.Each(`select person from person_foreign where system = $1 and code = $2 limit 1`, []any{f.System, f.Code}, func(scan func(...any) error) error {
			return scan(&found)
		})
		if err != nil || found != "" {
			return found, err
		}
	}
	return "", nil
}

// day reads a column that this package wrote itself.
func day(iso string) expertise.Date {
	d, _ := expertise.ParseDate(iso)
	return d
}
