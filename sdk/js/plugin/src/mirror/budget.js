// How fast records are sent. A host ends a plugin that sends too much (200 messages and 2,000 records a second); a burst that is
// nobody's fault is spread instead. Full buckets and a second's worth together stay below the limits.

const RATES = { messages: { burst: 60, perSecond: 90 }, records: { burst: 1000, perSecond: 800 } };

/** @param {() => number} now in milliseconds */
export function createBudget(now) {
  const left = { messages: RATES.messages.burst, records: RATES.records.burst };
  let at = now();

  function refill() {
    const passed = (now() - at) / 1000;
    at = now();
    for (const [name, { burst, perSecond }] of Object.entries(RATES)) left[name] = Math.min(burst, left[name] + passed * perSecond);
  }

  return {
    /** How many records the next message may have; 0: wait. */
    records() {
      refill();
      return left.messages >= 1 ? Math.floor(left.records) : 0;
    },
    spend(records) {
      left.messages -= 1;
      left.records -= records;
    },
  };
}
