/** Errors of the HTTP half. Codes `0xE0404...` are real ones [ARRAY errors]; `0xE0FF00000...` are invented. */
import { ApiError } from "./contract";

function err(status: number, code: string, message: string, args: readonly string[] = []): ApiError {
  return new ApiError(status, [{ code, severity: "Error", message_l10n: message, arguments: args }]);
}

/** No public text names the code of these refusals; the invented one ends in the HTTP status. */
function syntheticErr(status: number, message: string, args: readonly string[] = []): ApiError {
  return err(status, `0xE0FF00000${status}`, message, args);
}

export function unauthorizedErr(reason: string): ApiError {
  return syntheticErr(401, `Authentication failed: ${reason}.`);
}

export function forbiddenErr(reason: string): ApiError {
  return syntheticErr(403, `Access denied: ${reason}.`);
}

/** The one refusal without a code: so an array answered in gopowerstore's tests [C, ARRAY errors]. */
export function unknownEndpointErr(method: string, target: string): ApiError {
  const message_l10n = `The REST endpoint [${method} ${target}] cannot be found.`;
  return new ApiError(404, [{ severity: "Error", message_l10n, arguments: [method, target] }]);
}

export function instanceNotFoundErr(id: string): ApiError {
  return err(404, "0xE04040020009", `Instance with id ${id} was not found.`, [id]);
}

export function methodNotAllowedErr(method: string, path: string, allowed: readonly string[]): ApiError {
  return syntheticErr(405, `${path} does not take ${method}, but ${allowed.join(", ")}.`, [method, path]);
}

export function notAcceptableErr(accept: string): ApiError {
  return syntheticErr(406, `None of ${accept} can be answered, only application/json.`, [accept]);
}

export function bodyTooLargeErr(limitBytes: number): ApiError {
  return syntheticErr(413, `The body is larger than ${limitBytes} bytes.`, [String(limitBytes)]);
}

export function unsupportedMediaTypeErr(contentType: string): ApiError {
  return syntheticErr(415, `The content type ${contentType} is not supported, only application/json.`, [contentType]);
}

export function rangeErr(reason: string): ApiError {
  return syntheticErr(416, `The requested range is not satisfiable: ${reason}.`);
}

export function notBuiltErr(what: string): ApiError {
  return syntheticErr(501, `${what} is not built in this simulator.`, [what]);
}

export function invalidRequestErr(reason: string): ApiError {
  return err(400, "0xE04040010005", `Invalid REST request. ${reason}`);
}

export function invalidBodyErr(problems: readonly string[]): ApiError {
  return new ApiError(
    400,
    problems.map((problem) => ({
      code: "0xE04040030001",
      severity: "Error",
      message_l10n: `Validation failed: ${problem}`,
    })),
  );
}

/** A bug of the simulator, not a refusal: it must be seen, so the answer says so. */
export function brokenErr(cause: unknown): ApiError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return err(500, "0xE0101001000C", `The simulator itself failed, please report this: ${reason}`);
}

/** A refusal that a fault rule asked for. */
export function faultErr(status: number, code?: string, message?: string): ApiError {
  return err(status, code ?? `0xE0FF00000${status}`, message ?? `Status ${status} by a fault rule of the simulator.`);
}
