package expertise

import "testing"

func TestIdentifiersOfFurtherCountries(t *testing.T) {
	for _, c := range []struct {
		scheme Scheme
		value  string
		code   string
	}{
		{SchemeRNOKPP, "1759013776", ""},
		{SchemeRNOKPP, "1759013775", "rnokpp"},
		{SchemeRNOKPP, "1759103776", "rnokpp"}, // two digits swapped
		{SchemeRNOKPP, "9000000002", ""},       // -9 mod 11 = 2
		{SchemeRNOKPP, "175901377", "rnokpp"},
		{SchemeRNOKPP, "175901377A", "rnokpp"},
		{SchemePIN, "21203198500123", ""},
		{SchemePIN, "2120319850012", "pin"},
		{SchemeUDID, "MH2710119850012345", ""},
		{SchemeUDID, "2710119850012345MH", "udid"},
		{"ssn", "1", "identifier.scheme"},
	} {
		if got := ErrorCode(CheckIdentifier(Identifier{c.scheme, c.value})); got != c.code {
			t.Errorf("%s %s: %q, want %q", c.scheme, c.value, got, c.code)
		}
	}
}
