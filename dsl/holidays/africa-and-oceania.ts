/** Public holidays of Africa and Oceania, as the law stood in 2026; feasts that follow the moon by date. */
import type { HolidayLists } from './list.js';

export const africaAndOceania: HolidayLists = {
  AU: {
    name: 'Australia',
    source: 'the days common to all states and territories; states have more',
    days: [
      "1 Jan [Sat +2, Sun +1]: New Year's Day",
      '26 Jan [Sat +2, Sun +1]: Australia Day',
      'Easter -2: Good Friday',
      'Easter +1: Easter Monday',
      '25 Apr: Anzac Day',
      '25 Dec [Sat +2, Sun +2]: Christmas Day',
      '26 Dec [Sat +2, Sun +2]: Boxing Day',
    ],
  },
  KE: {
    name: 'Kenya',
    source:
      'Public Holidays Act, Cap. 110; the moon estimated for 2025 to 2035; days declared in the gazette are not in it',
    days: [
      "1 Jan [Sun +1]: New Year's Day",
      '2025-03-30 2026-03-20 2027-03-09 2028-02-26 2029-02-14 2030-02-04 2031-01-24 2032-01-14 2033-01-02 2033-12-23 2034-12-12 2035-12-01 [Sun +1]: Idd-ul-Fitr',
      'Easter -2: Good Friday',
      'Easter +1: Easter Monday',
      '1 May [Sun +1]: Labour Day',
      '1 Jun [Sun +1]: Madaraka Day',
      '10 Oct [Sun +1]: Mazingira Day',
      '20 Oct [Sun +1]: Mashujaa Day',
      '12 Dec [Sun +1]: Jamhuri Day',
      '25 Dec [Sun +2]: Christmas Day',
      '26 Dec [Sun +1]: Boxing Day',
    ],
  },
  NZ: {
    name: 'New Zealand',
    source: 'Holidays Act 2003; Te Kāhui o Matariki Public Holiday Act 2022',
    days: [
      "1 Jan [Sat +2, Sun +2]: New Year's Day",
      "2 Jan [Sat +2, Sun +2]: Day after New Year's Day",
      '6 Feb [Sat +2, Sun +1]: Waitangi Day',
      'Easter -2: Good Friday',
      'Easter +1: Easter Monday',
      '25 Apr [Sat +2, Sun +1]: Anzac Day',
      "1st Mon Jun: King's Birthday",
      '2025-06-20 2026-07-10 2027-06-25 2028-07-14 2029-07-06 2030-06-21 2031-07-11 2032-07-02 2033-06-24 2034-07-07 2035-06-29: Matariki',
      '4th Mon Oct: Labour Day',
      '25 Dec [Sat +2, Sun +2]: Christmas Day',
      '26 Dec [Sat +2, Sun +2]: Boxing Day',
    ],
  },
  ZA: {
    name: 'South Africa',
    source: 'Public Holidays Act 36 of 1994; days of elections are not in it',
    days: [
      "1 Jan [Sun +1]: New Year's Day",
      '21 Mar [Sun +1]: Human Rights Day',
      'Easter -2: Good Friday',
      'Easter +1: Family Day',
      '27 Apr [Sun +1]: Freedom Day',
      "1 May [Sun +1]: Workers' Day",
      '16 Jun [Sun +1]: Youth Day',
      "9 Aug [Sun +1]: National Women's Day",
      '24 Sep [Sun +1]: Heritage Day',
      '16 Dec [Sun +1]: Day of Reconciliation',
      '25 Dec [Sun +1]: Christmas Day',
      '26 Dec [Sun +1]: Day of Goodwill',
    ],
  },
};
