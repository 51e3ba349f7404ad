export type Part = { n: number; kind: 'open' | 'late' | 'closed' };

/** A thin bar of parts of a whole, one beside the other. The numbers stand beside it as text. */
export function Share({ of, parts }: { of: number; parts: Part[] }) {
  let from = 0;
  return (
    <svg className="share" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      {parts.map(({ n, kind }) => {
        const width = of === 0 ? 0 : (100 * n) / of;
        const x = from;
        from += width;
        return <rect key={kind} x={x} width={width} height="4" className={`share-${kind}`} />;
      })}
    </svg>
  );
}
