package law

import (
	"math/big"

	"medsoc/expertise"
)

// How an edition rates impairments.
const (
	byPercent = "percent"
	byDegree  = "degree"
)

const (
	hundredths     = 100 // of a percent: combined values are kept with two decimals
	maxDegree      = 4   // as the generic qualifier of the ICF: 0 none to 4 complete
	maxImpairments = 100
)

func (e *Edition) rating() string {
	if len(e.Degrees) > 0 {
		return byDegree
	}
	return byPercent
}

// rated is one impairment with its row and what the law makes of the rating.
type rated struct {
	row        *Criterion
	impairment expertise.Impairment
	legal      expertise.Percent // by percent
	degree     int               // by degree
	value      int64             // hundredths of the legal percent, or the degree
}

// aggregate turns several rated impairments, the leading one first, into the value that counts.
type aggregate struct {
	rating string // for which editions
	of     func([]rated) int64
}

// aggregates are all known ways. A profile names one; a new way is a function here, with its tests.
var aggregates = map[string]aggregate{
	"highest":    {byPercent, most},
	"combined":   {byPercent, combined},
	"mostSevere": {byDegree, most},
}

// most takes the leading one.
func most(list []rated) int64 { return list[0].value }

// combined adds to the higher value a the lower one b of what a leaves of 90: a + b(90-a)/90, and to the result the next one. Exact
// fractions are kept until the end, so the order of equal impairments changes nothing; the result is rounded once, to hundredths. From
// 90 on nothing is added, so that a further impairment never lowers the result, which is at most 100.
func combined(list []rated) int64 {
	ninety := big.NewRat(90*hundredths, 1)
	a := big.NewRat(list[0].value, 1)
	for _, r := range list[1:] {
		left := new(big.Rat).Sub(ninety, a)
		if left.Sign() <= 0 {
			break
		}
		more := new(big.Rat).Mul(big.NewRat(r.value, 1), left)
		a.Add(a, more.Quo(more, ninety))
	}
	// Half up: twice the fraction plus one, halved and cut.
	num := new(big.Int).Add(new(big.Int).Lsh(a.Num(), 1), a.Denom())
	num.Quo(num, new(big.Int).Lsh(a.Denom(), 1))
	return min(num.Int64(), 100*hundredths)
}

var roundings = map[string]int64{"": 0, "down": 0, "nearest": hundredths / 2}

// wholePercent is the value as tables and papers show it.
func (e *Edition) wholePercent(value int64) expertise.Percent {
	return expertise.Percent((value + roundings[e.Combine.Round]) / hundredths)
}
