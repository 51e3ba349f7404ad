/**
 * The sample organisation: Larkfield, a maker of greenhouses with sixty people in four countries. Made by rules from the lists below,
 * the same every time, as the CSV a payroll system would send. Nobody in it exists.
 */
export type SampleRole = {
  number: string;
  role: 'hr-partner' | 'hr-admin' | 'facilitator' | 'auditor';
  scope: object;
};
export type Sample = { name: string; slug: string; csv: string; roles: SampleRole[] };

type Team = {
  department: string;
  family: string;
  lead: string;
  titles: string[];
  size: number;
  grade: number;
};

const teams: readonly Team[] = [
  {
    department: 'Design',
    family: 'Engineering',
    lead: 'Head of Design',
    titles: ['Product Designer', 'Structural Engineer', 'Drafter'],
    size: 10,
    grade: 6,
  },
  {
    department: 'Glass and Frames',
    family: 'Operations',
    lead: 'Plant Manager',
    titles: ['Glazier', 'Fitter', 'Line Operator'],
    size: 21,
    grade: 3,
  },
  {
    department: 'Sales',
    family: 'Sales',
    lead: 'Head of Sales',
    titles: ['Account Manager', 'Sales Adviser'],
    size: 10,
    grade: 5,
  },
  {
    department: 'Site Service',
    family: 'Operations',
    lead: 'Service Manager',
    titles: ['Site Supervisor', 'Service Technician'],
    size: 9,
    grade: 4,
  },
  {
    department: 'Finance',
    family: 'Corporate',
    lead: 'Finance Director',
    titles: ['Controller', 'Accountant'],
    size: 5,
    grade: 6,
  },
];
const places = [
  { country: 'NL', zone: 'Europe/Amsterdam', location: 'Zwolle', currency: 'EUR', level: 100 },
  { country: 'PT', zone: 'Europe/Lisbon', location: 'Braga', currency: 'EUR', level: 62 },
  { country: 'CA', zone: 'America/Toronto', location: 'Guelph', currency: 'CAD', level: 135 },
  { country: 'KE', zone: 'Africa/Nairobi', location: 'Nakuru', currency: 'KES', level: 4200 },
] as const;
const given =
  'Maren Tiago Wanjiru Olive Bram Leonor Kamau Priya Sander Inês Achieng Hugo Fenna Rui Njeri Claire Daan Marta Otieno Noor Joris Beatriz Chebet Élodie Lotte Duarte Mwangi Ruth Teun Catarina Kiptoo Gabrielle'.split(
    ' ',
  );
const family =
  'Verhoef Carvalho Kariuki Beaumont Dekker Sequeira Ochieng Lavoie Hoekstra Pimentel Wambui Tremblay Kuipers Quintela Mutua Gagnon Brouwer Teixeira Kilonzo Fortier Smeets Vasconcelos Cheruiyot Pelletier'.split(
    ' ',
  );

const header =
  'employee_id,given_name,family_name,email,manager_id,hr_partner_id,department,title,job_family,grade,employment,country,time_zone,location,hire_date,base_pay,currency,pay_range_midpoint,leave_days,works_council';

type Seat = {
  number: string;
  manager: string;
  title: string;
  department: string;
  family: string;
  grade: number;
};
const managing = '1001';
const head = '1002';
const partner = '1003';

/** Everybody, from the top down. */
export function sampleOrganisation(): Sample {
  const seats = [...top, ...teams.flatMap(teamSeats)];
  const rows = seats.map((seat, index) => rowOf(seat, index));
  return {
    name: 'Larkfield Greenhouses',
    slug: 'larkfield',
    csv: [header, ...rows].join('\n') + '\n',
    roles: [
      { number: partner, role: 'hr-partner', scope: {} },
      { number: partner, role: 'facilitator', scope: {} },
      { number: head, role: 'hr-admin', scope: {} },
      { number: '1004', role: 'auditor', scope: {} },
    ],
  };
}

const people = { department: 'People', family: 'Corporate' };
const top: readonly Seat[] = [
  {
    ...people,
    number: managing,
    manager: head,
    title: 'Managing Director',
    department: 'Direction',
    grade: 12,
  },
  { ...people, number: head, manager: managing, title: 'Head of People', grade: 10 },
  { ...people, number: partner, manager: head, title: 'HR Partner', grade: 7 },
  { ...people, number: '1004', manager: head, title: 'Internal Auditor', grade: 7 },
  { ...people, number: '1005', manager: head, title: 'Payroll Officer', grade: 5 },
];

/** A lead who reports to the managing director; in teams of more than eight, two of the members lead the rest. */
function teamSeats(team: Team, index: number): Seat[] {
  const base = 1100 + index * 100;
  const { department, family: job, titles, grade } = team;
  const shape = { department, family: job };
  const lead = {
    ...shape,
    number: String(base),
    manager: managing,
    title: team.lead,
    grade: Math.min(11, grade + 4),
  };
  const supervisors = team.size > 8 ? 2 : 0;
  const members = Array.from({ length: team.size - 1 }, (_, n): Seat => {
    const leads = n < supervisors;
    const above = leads || supervisors === 0 ? base : base + 1 + (n % supervisors);
    const title = leads ? `Lead ${titles[0]}` : (titles[n % titles.length] ?? '');
    return {
      ...shape,
      number: String(base + 1 + n),
      manager: String(above),
      title,
      grade: leads ? grade + 2 : grade + (n % 2),
    };
  });
  return [lead, ...members];
}

function rowOf(seat: Seat, index: number): string {
  const place = places[(index * 7 + Math.floor(index / 5)) % places.length] ?? places[0];
  const first = given[index % given.length] ?? '';
  const last = family[(index * 5 + Math.floor(index / family.length)) % family.length] ?? '';
  const midpoint = Math.round((14 + seat.grade * 5.5) * place.level) * 10;
  const pay = Math.round((midpoint * (78 + ((index * 37) % 45))) / 1000) * 10;
  const cells = [
    seat.number,
    first,
    last,
    `${plain(first)}.${plain(last)}.${seat.number}@larkfield.example`,
    seat.number === managing ? '' : seat.manager,
    seat.number === partner ? head : partner,
    seat.department,
    seat.title,
    seat.family,
    seat.grade,
    employmentOf(index),
    place.country,
    place.zone,
    place.location,
    hiredOn(index),
    pay,
    place.currency,
    midpoint,
    index % 29 === 17 ? 140 : (index * 11) % 30,
    place.country === 'NL' ? 'yes' : 'no',
  ];
  return cells.join(',');
}

function employmentOf(index: number): string {
  if (index % 19 === 18) return 'intern';
  return index % 13 === 12 ? 'fixed-term' : 'permanent';
}

/** Between 2008 and 2026; a few join in the year itself. */
function hiredOn(index: number): string {
  const year = index % 17 === 11 ? 2027 : 2008 + ((index * 5) % 18);
  const month = year === 2027 ? 8 : 1 + ((index * 3) % 12);
  return `${year}-${String(month).padStart(2, '0')}-${String(1 + ((index * 9) % 28)).padStart(2, '0')}`;
}

function plain(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();
}
