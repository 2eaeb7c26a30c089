import { readFileSync } from "node:fs";
import tls from "node:tls";

/**
 * Preloaded by mocha. A test begins with an array of its own, a certificate authority of its own, and for each process of the provider a context that
 * trusts it beside all that Node trusts: which Node reads anew each time, 20 ms, when it is given as a list. The same context is made in 1 ms from
 * what Node has read once. Processes that tests start do without.
 */
const { createSecureContext } = tls;

/** What Node has read when it started. */
const readByNode = [...tls.rootCertificates, ...extraCertificates()];

tls.createSecureContext = (options) => {
  const given = options?.ca;
  if (!Array.isArray(given) || !readByNode.every((certificate, index) => given[index] === certificate)) {
    return createSecureContext(options);
  }
  const { ca: _, ...others } = { ...options };
  const made = createSecureContext(others);
  for (const certificate of given.slice(readByNode.length)) made.context.addCACert(certificate);
  // A store with certificates of its own is a new one, without what was set on that of Node.
  if (others.allowPartialTrustChain) made.context.setAllowPartialTrustChain();
  return made;
};

function extraCertificates(): readonly string[] {
  try {
    return [readFileSync(process.env.NODE_EXTRA_CA_CERTS ?? "", "latin1")];
  } catch {
    return []; // Node goes on without them as well
  }
}
