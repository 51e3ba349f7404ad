/** Where a line stands, and the valid text around it. `@` is replaced. */
export const frames = {
  file: 'language 1\n@\n',
  cycle: 'language 1\ncycle "C"\n  owned by hr\n  @\nend\n',
  stage: 'language 1\ncycle "C"\n  stage "S"\n    opens at start\n    @\n  end\nend\n',
  rating: 'language 1\ncycle "C"\n  overall rating on "Five"\n    chosen in "S"\n    @\n  end\nend\n',
  reward: 'language 1\ncycle "C"\n  reward "R"\n    effective 2027-01-01\n    @\n  end\nend\n',
  form: 'language 1\ncycle "C"\n  form\n    part "First" write\n    @\n  end\nend\n',
  goals: 'language 1\ncycle "C"\n  goals "G"\n    no weights\n    @\n  end\nend\n',
  calendar: 'language 1\ncalendar "K"\n  business days Monday to Friday\n  @\nend\n',
  people: 'language 1\npeople data\n  country text\n  @\nend\n',
  scale: 'language 1\nscale "Five"\n  5 "Top"\n  @\nend\n',
  approval:
    'language 1\ncycle "C"\n  stage "S"\n    approved by, in order\n      manager within 1 week\n      @\n    end\n  end\nend\n',
  guide: 'language 1\ncycle "C"\n  stage "S"\n    guide\n      "Top" 10%\n      @\n    end\n  end\nend\n',
  scenario: 'language 1\nscenario "N"\n  expect "Ana" is included\n  @\nend\n',
} as const;
export type Frame = keyof typeof frames;

/** The frame with text in its gap; further lines are indented like the first. */
export function framed(frame: Frame, text: string): string {
  const around = frames[frame];
  const indent = ' '.repeat(around.slice(0, around.indexOf('@')).split('\n').at(-1)?.length ?? 0);
  return around.replace('@', () => text.split('\n').join(`\n${indent}`));
}
