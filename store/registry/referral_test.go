package registry_test

import (
	"context"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"medsoc/expertise"
	"medsoc/store/records"
	"medsoc/store/registry/registrytest"
	"medsoc/store/wire"
)

func TestReferralFromAClinic(t *testing.T) {
	w := registrytest.New(t)
	baku, ganja := w.Desk(t, 3), w.Desk(t, 7)
	token, err := w.Registry.AddInstitution(context.Background(), "5", "Bakı ş. 5 saylı poliklinika")
	if err != nil {
		t.Fatal(err)
	}
	url := w.URL + wire.PathReferrals
	send := func(body string) (int, map[string]any) { return post(t, url, "application/json", token, []byte(body)) }
	status, first := send(leyla)
	if status != 200 || first["number"] != "2026-00-00001" || first["case"] == "" || len(first) != 2 {
		t.Fatal(status, first)
	}
	registrytest.Sync(t, baku)
	cases, n, err := baku.WorkList(t.Context(), records.CaseFilter{}, 10)
	if err != nil || n != 1 || cases[0].Name.Surname != "Əliyeva" {
		t.Fatalf("commission 3 sees %v, %v", cases, err)
	}
	view, err := baku.Case(t.Context(), cases[0].ID)
	if err != nil || view.Narrative.Text != "after a stroke" || view.Referral.From.Code != "5" {
		t.Errorf("%+v, %v", view.Referral, err)
	}
	if registrytest.Sync(t, ganja); registrytest.Count(t, filepath.Join(ganja.Dir, "desk.db"), `select count(*) from person`) != 0 {
		t.Error("commission 7 knows a person who was not referred to it")
	}

	// The same person is referred to another commission: one person, and what was known before follows.
	if err := baku.PatchPerson(t.Context(), cases[0].Person, map[expertise.PersonField]string{expertise.FieldPhone: "0501112233"}); err != nil {
		t.Fatal(err)
	}
	registrytest.Sync(t, baku)
	status, second := send(strings.Replace(leyla, `"commission":3`, `"commission":7`, 1))
	if status != 200 || len(second) != len(first) {
		t.Fatal(status, second)
	}
	registrytest.Sync(t, ganja)
	if n := registrytest.Count(t, w.Path, `select count(*) from person`); n != 1 {
		t.Errorf("%d persons", n)
	}
	person, err := ganja.Person(t.Context(), cases[0].Person)
	if err != nil || person.Person.Phone != "0501112233" {
		t.Errorf("commission 7 knows %+v, %v", person.Person, err)
	}

	for name, body := range map[string]string{"unknown field": strings.Replace(leyla, `"narrative"`, `"story"`, 1), "two values": leyla + leyla, "empty": ""} {
		if status, answer := send(body); status != 400 || answer["code"] != "format" {
			t.Errorf("%s: %d %v", name, status, answer)
		}
	}
	for code, body := range map[string]string{"fin": strings.Replace(leyla, "5K1Z71A", "IO", 1), "date.future": strings.Replace(leyla, "1979-", "2079-", 1),
		"commission": strings.Replace(leyla, `"commission":3`, `"commission":99`, 1), "required": strings.Replace(leyla, `"purpose":"first"`, `"purpose":""`, 1)} {
		if status, answer := send(body); status != 422 || answer["code"] != code {
			t.Errorf("%s: %d %v", code, status, answer)
		}
	}
	token = "ref-nonsense"
	if status, answer := send(leyla); status != 401 || answer["code"] != "institution.unknown" {
		t.Errorf("%d %v", status, answer)
	}
	if n := registrytest.Count(t, w.Path, `select count(*) from case_file`); n != 2 {
		t.Errorf("%d cases", n)
	}
}

// A clinic whose line broke sends again with its own reference, and there is one case.
func TestReferralSentTwice(t *testing.T) {
	w := registrytest.New(t)
	token, err := w.Registry.AddInstitution(context.Background(), "5", "Poliklinika")
	if err != nil {
		t.Fatal(err)
	}
	var answers []string
	for range 2 {
		req, _ := http.NewRequest(http.MethodPost, w.URL+wire.PathReferrals, strings.NewReader(leyla))
		req.Header.Set("Authorization", "Bearer "+token)
		req.Header.Set("Idempotency-Key", "88/2026-17")
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(res.Body)
		res.Body.Close()
		answers = append(answers, string(body))
	}
	if answers[0] != answers[1] || registrytest.Count(t, w.Path, `select count(*) from case_file`) != 1 {
		t.Errorf("%q", answers)
	}
}

// A reference used twice lost the second referral in silence: it was answered with the first one's case.
func TestAReferenceStandsForOneReferral(t *testing.T) {
	w := registrytest.New(t)
	token, err := w.Registry.AddInstitution(context.Background(), "5", "Poliklinika")
	if err != nil {
		t.Fatal(err)
	}
	send := func(body string) (int, string) {
		req, _ := http.NewRequest(http.MethodPost, w.URL+wire.PathReferrals, strings.NewReader(body))
		req.Header.Set("Authorization", "Bearer "+token)
		req.Header.Set("Idempotency-Key", "17")
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		answer, _ := io.ReadAll(res.Body)
		return res.StatusCode, string(answer)
	}
	if status, answer := send(leyla); status != 200 {
		t.Fatal(status, answer)
	}
	if status, answer := send(strings.ReplaceAll(leyla, ":", " : ")); status != 200 {
		t.Errorf("the same, spaced otherwise: %d %s", status, answer)
	}
	if status, answer := send(strings.Replace(leyla, "after a stroke", "after a fall", 1)); status != 409 || !strings.Contains(answer, "reference.used") {
		t.Errorf("another referral: %d %s", status, answer)
	}
	if n := registrytest.Count(t, w.Path, `select count(*) from case_file`); n != 1 {
		t.Errorf("%d cases", n)
	}
}

// A mistyped identifier is somebody else's: the referral must not enter that record. A new surname is no reason to refuse.
func TestAnIdentifierWithOtherDataIsRefused(t *testing.T) {
	w := registrytest.New(t)
	token, err := w.Registry.AddInstitution(context.Background(), "5", "Poliklinika")
	if err != nil {
		t.Fatal(err)
	}
	send := func(body string) (int, map[string]any) {
		return post(t, w.URL+wire.PathReferrals, "application/json", token, []byte(body))
	}
	if status, answer := send(leyla); status != 200 {
		t.Fatal(status, answer)
	}
	for _, body := range []string{strings.Replace(leyla, "1979-03-14", "1979-03-15", 1), strings.Replace(leyla, `"female"`, `"male"`, 1)} {
		status, answer := send(body)
		text, _ := answer["text"].(string)
		if status != 409 || answer["code"] != "person.differs" || strings.Contains(text, "1979") {
			t.Errorf("%d %v", status, answer)
		}
	}
	if status, answer := send(strings.Replace(leyla, "Əliyeva", "Quliyeva", 1)); status != 200 {
		t.Errorf("after a marriage: %d %v", status, answer)
	}
	if persons, cases := registrytest.Count(t, w.Path, `select count(*) from person`), registrytest.Count(t, w.Path, `select count(*) from case_file`); persons != 1 || cases != 2 {
		t.Errorf("%d persons, %d cases", persons, cases)
	}
}

// Two programs read two different referrals in one file whose fields stand twice, or in other letters: such a file is refused.
func TestFieldsStandOnceAndAsWritten(t *testing.T) {
	w := registrytest.New(t)
	token, err := w.Registry.AddInstitution(context.Background(), "5", "Poliklinika")
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string]string{
		"doubled":          strings.Replace(leyla, `"sex":"female"`, `"sex":"male","sex":"female"`, 1),
		"other letters":    strings.Replace(leyla, `"sex"`, `"SEX"`, 1),
		"both":             strings.Replace(leyla, `"sex":"female"`, `"sex":"female","Sex":"male"`, 1),
		"doubled whole":    strings.Replace(leyla, `"narrative":`, `"narrative":{},"narrative":`, 1),
		"inside an object": strings.Replace(leyla, `"given":"Leyla"`, `"given":"Leyla","given":"Lalə"`, 1),
	} {
		if status, answer := post(t, w.URL+wire.PathReferrals, "application/json", token, []byte(body)); status != 400 || answer["code"] != "format" {
			t.Errorf("%s: %d %v", name, status, answer)
		}
	}
	whole := strings.Replace(leyla, `"purpose":"first"`, `"purpose":"first","diagnoses":[{"code":"I69.3","side":"right","main":true}],"conditions":[{"coding":{"code":"1"},"onset":"2020-01-01"}]`, 1)
	if status, answer := post(t, w.URL+wire.PathReferrals, "application/json", token, []byte(whole)); status != 200 {
		t.Errorf("a whole referral: %d %v", status, answer)
	}
}
