package scale

import "errors"

// unit is the whole fraction in which points are counted: 420 is divisible by 1 to 7, and a mean is taken of at most seven answers.
const unit = 420

// Complex is the score by WHO's recoding: 0 (no disability) to 100. The error joins what Check finds.
func (w WHODAS) Complex() (Score, error) {
	s, err := w.score(MethodComplex, recoded, func(sum, most int) float64 { return float64(sum*100) / float64(most*unit) })
	if err == nil {
		s.Most = 100
	}
	return s, err
}

// Simple is the plain sum of the answers: 36 to 180, or 32 to 160 for a person who neither works nor studies. The error joins what Check finds.
func (w WHODAS) Simple() (Score, error) {
	s, err := w.score(MethodSimple, plain, func(sum, _ int) float64 { return float64(sum) / unit })
	if err == nil {
		s.Least, s.Most = s.Of/5, s.Of
	}
	return s, err
}

// recoded gives an item's points for each answer in complex scoring, plain in simple scoring; the last is the most that it can give.
func recoded(i whodasItem) [5]int {
	if i.collapsed {
		return [5]int{0, 1, 1, 2, 2}
	}
	return [5]int{0, 1, 2, 3, 4}
}

func plain(whodasItem) [5]int { return [5]int{1, 2, 3, 4, 5} }

// score sums each part and the whole. value turns a sum in units and the most points that it can reach into the method's figure.
func (w WHODAS) score(method Method, pointsOf func(whodasItem) [5]int, value func(sum, most int) float64) (Score, error) {
	if errs := w.Check(); len(errs) > 0 {
		return Score{}, errors.Join(errs...)
	}
	s := Score{Method: method}
	sum, most := 0, 0
	for _, part := range whodasParts {
		if part.work && !w.Works {
			continue
		}
		total, from := 0, []Item{}
		for _, i := range part.items {
			if answer, answered := w.Answers[i.item]; answered {
				total += int(answer)
				from = append(from, i.item)
			}
		}
		partSum, partMost := 0, 0
		for _, i := range part.items {
			points := pointsOf(i)
			partMost += points[4]
			if answer, answered := w.Answers[i.item]; answered {
				partSum += points[answer-1] * unit
				continue
			}
			given := between(points, total, len(from))
			partSum += given
			s.Imputed = append(s.Imputed, Imputed{i.item, float64(total) / float64(len(from)), float64(given) / unit, from})
		}
		s.Parts = append(s.Parts, Part{part.code, float64(partSum) / unit, float64(partMost), value(partSum, partMost)})
		sum, most = sum+partSum, most+partMost
	}
	s.Points, s.Of, s.Value = float64(sum)/unit, float64(most), value(sum, most)
	return s, nil
}

// between gives the points, in units, for the mean answer total/count: those of the answer, or on the straight line to the next one.
// Check has made sure that count is 3 to 7: at most one item of a domain is missing.
func between(points [5]int, total, count int) int {
	answer, rest := total/count, total%count
	given := points[answer-1] * unit
	if rest > 0 {
		given += (points[answer] - points[answer-1]) * rest * (unit / count)
	}
	return given
}
