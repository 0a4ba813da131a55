package law

import (
	"os"
	"testing"
)

// az is the profile that ships. A package of assets may not be imported here, so the folder is read.
func az(t testing.TB) *Profile {
	t.Helper()
	p, err := Load(os.DirFS("../../assets/profiles"), "az.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAzLoads(t *testing.T) {
	p := az(t)
	if p.Location().String() != "Asia/Baku" || len(p.Hash) != 64 {
		t.Fatalf("time zone %v, hash %q", p.Location(), p.Hash)
	}
}
