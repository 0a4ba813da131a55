// Package workday counts the days of a country's limits: "10 working days" from the receipt of a referral, "40 calendar days" for an appeal.
//
// # What lives here
//
//   - [Calendar]: which days are no working days, as data that a country profile carries under calendar:. It has weekly rest days, holidays
//     on the same day each year, holidays that move each year (Easter, the lunar feasts), single days by an act, rest days exchanged for working
//     days, and periods in which holidays are worked, as in a war.
//   - [Days]: the same made ready for counting by [New]; it never changes and may be shared.
//   - [Limit]: a number of working or calendar days, written as above; [Days.Deadline] and [Days.Left] give the last day and the counter on a work list.
//
// # What does not
//
// Which limit applies to what is the law: expertise/law. Months and years of a term are no limits, and are counted there. A time zone: a
// caller knows which day it is.
//
// # How data comes in and goes out
//
// The profile's loader decodes a Calendar strictly and calls Check, which returns every finding as an [expertise.Error] with a code workday.* and the
// field it is about, such as "moving[1].days". New refuses what Check finds. Answers are days and numbers; [Days.Day] says in addition why a day is free.
//
// # How is counted
//
// The day of receipt is not counted. A limit ends with its last day; one in calendar days that would end on a free day ends on the next working
// day, where the calendar says endOnWorkingDay. A deadline today leaves 0 days, each working day after it counts one below zero, and so do the free days
// before the first one: whoever is late is never shown a zero.
//
// A holiday on a weekly rest day is taken on the next day that is free of neither, where substitution.restDay says so, and one that meets another holiday
// where substitution.holiday does; a holiday marked stays is never taken on another day. Where two meet, the one named later moves (fixed,
// then moving, then dated). An exchange of days by an act is applied last, to the calendar that results.
//
// # What is not known
//
// Nobody knows a lunar feast for certain years ahead, so a calendar says for which years its moving holidays are listed. A deadline beyond them is still
// counted, by what is known, and marked: [Deadline.Beyond]; [Days.Known] has the sentence for it. Days count from 1990 to 2100.
//
// # Why no library
//
// The design named rickar/cal. A holiday list as data is needed in each profile in any case, since a ministry must be able to correct it without a new
// build, and lunar feasts and exchanges are data in that library, too. What would remain of it is the counting, which is less than a page here
// and takes a fixed time for any distance, because the working days before each day are summed up once.
package workday
