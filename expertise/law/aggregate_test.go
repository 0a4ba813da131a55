package law

import (
	"testing"

	"pgregory.net/rapid"
)

func rates(percents ...int64) []rated {
	var list []rated
	for _, p := range percents {
		list = append(list, rated{value: p * hundredths, row: &Criterion{}})
	}
	return list
}

// The worked example of the formula, and its borders; each value is worked out by hand.
func TestCombined(t *testing.T) {
	for _, c := range []struct {
		percents []int64
		want     int64
	}{
		{[]int64{30}, 3000},
		{[]int64{30, 20}, 4333},         // 30 + 20*60/90
		{[]int64{30, 20, 15}, 5111},     // 43.333 + 15*46.667/90
		{[]int64{40, 0}, 4000},          // nothing is added
		{[]int64{50, 50}, 7222},         // 50 + 50*40/90
		{[]int64{60, 45, 30}, 8000},     // 60 + 45*30/90 = 75; 75 + 30*15/90
		{[]int64{89, 89}, 8999},         // 89 + 89*1/90 = 89.988...
		{[]int64{90, 90}, 9000},         // nothing is left of 90
		{[]int64{95, 50}, 9500},         // the formula would lower it
		{[]int64{100, 100, 100}, 10000}, // never above 100
		{[]int64{1, 1}, 199},            // 1 + 1*89/90 = 1.98888...
	} {
		if got := combined(rates(c.percents...)); got != c.want {
			t.Errorf("%v combine to %d, want %d", c.percents, got, c.want)
		}
	}
}

// A further impairment never lowers, and a hundred of them stay within 100 %.
func TestCombinedGrows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		percents := rapid.SliceOfN(rapid.Int64Range(0, 100), 1, maxImpairments).Draw(t, "percents")
		highest := int64(0)
		for i, p := range percents {
			if p > percents[highest] {
				highest = int64(i)
			}
		}
		percents[0], percents[highest] = percents[highest], percents[0]
		before := int64(0)
		for n := range percents {
			got := combined(rates(percents[:n+1]...))
			if got < before || got > 100*hundredths {
				t.Fatalf("%v: %d after %d", percents[:n+1], got, before)
			}
			before = got
		}
	})
}

func TestWholePercent(t *testing.T) {
	for _, c := range []struct {
		round string
		value int64
		want  int
	}{{"", 4999, 49}, {"down", 4999, 49}, {"nearest", 4949, 49}, {"nearest", 4950, 50}, {"nearest", 10000, 100}} {
		e := Edition{Combine: Combination{Round: c.round}}
		if got := int(e.wholePercent(c.value)); got != c.want {
			t.Errorf("%d rounded %q is %d, want %d", c.value, c.round, got, c.want)
		}
	}
}
