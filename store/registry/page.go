package registry

import (
	"net/http"

	"medsoc/expertise/law"
)

// about is what the verification page needs to know of this registry besides its trust bundle: the roots with which a device that holds
// no bundle begins, and what the numbers in a seal mean.
type about struct {
	Host        string           `json:"host"` // as it stands in seals
	Languages   []string         `json:"languages"`
	Roots       [][]byte         `json:"roots"` // DER
	Outcomes    map[int]law.Text `json:"outcomes"`
	Services    map[int]law.Text `json:"services"`
	Commissions map[int]law.Text `json:"commissions"`
}

func (r *Registry) getAbout(req *http.Request) (any, error) {
	p, err := r.published(req.Context())
	if err != nil {
		return nil, err
	}
	profile := r.profile()
	a := about{
		Host: r.host, Languages: profile.Languages, Roots: p.bundle.Roots,
		Outcomes: map[int]law.Text{}, Services: map[int]law.Text{}, Commissions: map[int]law.Text{},
	}
	for _, o := range profile.Outcomes {
		a.Outcomes[o.Seal] = o.Names
	}
	for _, s := range profile.Services {
		a.Services[s.Seal] = s.Names
	}
	for _, c := range profile.Commissions {
		a.Commissions[int(c.Number)] = c.Names
	}
	return inJSON{a}, nil
}
