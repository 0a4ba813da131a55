package registry_test

import (
	"encoding/json"
	"net/http"
	"path/filepath"
	"testing"

	"medsoc/certs/seal"
	"medsoc/expertise/law"
	"medsoc/store/records"
	"medsoc/store/registry"
	"medsoc/store/registry/registrytest"
	"medsoc/store/wire"
)

// The page of a registry gets the root with which a device begins, and the words for every number that may stand in a seal.
func TestAboutForThePage(t *testing.T) {
	w := registrytest.New(t)
	res, body := get(t, w.URL+"/d/registry.json")
	var about struct {
		Host                            string
		Languages                       []string
		Roots                           [][]byte
		Outcomes, Services, Commissions map[int]law.Text
	}
	if err := json.Unmarshal(body, &about); err != nil || res.StatusCode != 200 || about.Host != "tsera.gov.az" || len(about.Roots) == 0 {
		t.Fatalf("%d %v %+v", res.StatusCode, err, about)
	}
	root, err := seal.ParseRoot(about.Roots[0])
	if err != nil {
		t.Fatal(err)
	}
	_, file := get(t, w.URL+wire.PathTrust)
	if _, err := seal.ParseBundle(file, root); err != nil {
		t.Error(err)
	}
	for _, o := range w.Profile.Outcomes {
		if about.Outcomes[o.Seal].In("az") == "" {
			t.Errorf("outcome %d has no words", o.Seal)
		}
	}
	for _, s := range w.Profile.Services {
		if about.Services[s.Seal].In("az") == "" {
			t.Errorf("service %d has no words", s.Seal)
		}
	}
	for _, c := range w.Profile.Commissions {
		if about.Commissions[int(c.Number)].In("az") == "" {
			t.Errorf("commission %d has no words", c.Number)
		}
	}
}

// Whoever sends files to be checked may send some, and not as fast as they like.
func TestFilesToVerifyAreBounded(t *testing.T) {
	w := registrytest.New(t)
	db, err := records.Open(filepath.Join(t.TempDir(), "r.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	r, err := registry.Open(db, registry.Options{Keys: w.Keys, Profile: w.Profile, Host: "tsera.gov.az", Now: w.Now})
	if err != nil {
		t.Fatal(err)
	}
	w.Swap(r.Handler())
	statuses := map[int]int{}
	for range 60 {
		status, _ := post(t, w.URL+wire.PathVerify, "application/pdf", "", []byte("%PDF-1.7 nothing"))
		statuses[status]++
	}
	if statuses[http.StatusOK] < 40 || statuses[http.StatusTooManyRequests] < 15 {
		t.Errorf("%v", statuses)
	}
}
