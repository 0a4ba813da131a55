package presenter

import (
	"slices"
	"strconv"
	"strings"

	"medsoc/expertise"
)

// fieldServices is where the services and aids of the programme are corrected; each of them is a field "service.wheelchair" of the sheet.
const (
	fieldServices = "services"
	servicePrefix = "service."
)

// SetService grants or takes back a service or an aid of the rehabilitation programme.
func (x *Examination) SetService(code string, on bool) {
	value := ""
	if on {
		value = tick
	}
	if x.editable() && x.sheet.set(servicePrefix+code, value) {
		delete(x.sheet.errors, fieldServices)
		x.edited(servicePrefix + code)
	}
}

// services are the codes that are granted, in the order of the profile; one that the profile no longer lists comes last. Where the country
// keeps no list nothing is shown, and so nothing is granted.
func (s *sheet) services(e *Env) (codes []string) {
	if len(e.Profile.Services) == 0 {
		return nil
	}
	for _, service := range e.Profile.Services {
		if s.values[servicePrefix+service.Code] == tick {
			codes = append(codes, service.Code)
		}
	}
	var unknown []string
	for name, value := range s.values {
		code, is := strings.CutPrefix(name, servicePrefix)
		if _, known := e.Profile.Service(code); is && !known && value == tick {
			unknown = append(unknown, code)
		}
	}
	slices.Sort(unknown)
	return append(codes, unknown...)
}

func (s *sheet) setServices(codes []string) {
	for _, code := range codes {
		s.values[servicePrefix+code] = tick
	}
}

// serviceTicks are the services of the profile, and those of the sheet that it no longer lists, so that they can be taken back; none where
// the country keeps no list.
func (x *Examination) serviceTicks() (ticks []Tick, count string) {
	e, s := x.env, &x.sheet
	if len(e.Profile.Services) == 0 {
		return nil, ""
	}
	for _, service := range e.Profile.Services {
		ticks = append(ticks, Tick{Name: service.Code, Text: e.law(service.Names), On: s.values[servicePrefix+service.Code] == tick})
	}
	granted := s.services(e)
	for _, code := range granted {
		if _, known := e.Profile.Service(code); !known {
			ticks = append(ticks, Tick{Name: code, Text: code, On: true})
		}
	}
	return ticks, e.language.T("exam.services.count", "n", strconv.Itoa(len(granted)), "max", strconv.Itoa(expertise.MaxServices))
}
