import type { Program } from "../program/program";

/** The first line of a program that has something to say; its text is our own. */
export const noteIn = ({ note }: Program, mark: "//" | "#"): string => (note === undefined ? "" : `${mark} ${note}\n`);
