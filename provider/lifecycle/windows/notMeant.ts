/** What a window says cannot be meant. The message is for the person who wrote it, and begins behind the name of the property. */
export class NotMeantError extends Error {}
