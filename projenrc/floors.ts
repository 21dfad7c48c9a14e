/**
 * The floors of `src/`, lowest first. A folder imports only from folders on floors below its own and from itself, and
 * never from the `private/` folder of another.
 *
 * One table serves eslint (`.projenrc.ts`) and the import-graph test (`test/architecture`).
 */
export const FLOORS: readonly (readonly string[])[] = [
  ['private'],
  ['model'],
  ['revocation', 'notification'],
  ['events'],
  ['authority'],
  ['audit', 'trail', 'alerting', 'access'],
  ['external', 'dashboard', 'queries'],
  ['pattern', 'checks'],
];

/** The only rooms that a room can import from, where its floor would open more: `checks` reads any template. */
const OPEN_ROOMS: Readonly<Record<string, readonly string[]>> = { checks: ['private'] };

/** Every folder of `src/` that has a floor. It does not have to exist. */
export const ROOMS: readonly string[] = FLOORS.flat();

/** The folders that files of `room` can import from, the room itself included. */
export function roomsOpenTo(room: string): readonly string[] {
  const open = OPEN_ROOMS[room];
  if (open) { return [...open, room]; }
  const floor = FLOORS.findIndex((rooms) => rooms.includes(room));
  return [...FLOORS.slice(0, floor).flat(), room];
}

/** The folders that files of `room` can't import from. */
export function roomsClosedTo(room: string): readonly string[] {
  const open = roomsOpenTo(room);
  return ROOMS.filter((other) => !open.includes(other));
}
