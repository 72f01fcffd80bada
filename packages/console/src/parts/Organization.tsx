/** An organization: its name, with its unified social credit code for whoever wants to be sure. */
export const Organization = ({ uscc, name }: { readonly uscc: string; readonly name: string | undefined }) =>
  name === undefined || name === uscc ? <span className="code">{uscc}</span> : <span title={uscc}>{name}</span>
