/** The rules that the forms check while a person types; the server checks the same ones. */

export {
  checkPassword,
  MAX_PASSWORD_CHARS,
  MIN_PASSWORD_CHARS,
  type PasswordOwner,
  type PasswordProblem,
  preparePassword,
} from "../../directory/password_policy.ts";
export {
  checkFullName,
  checkMail,
  checkPerson,
  checkUid,
  type FieldProblem,
  normalizeFullName,
  normalizeMail,
  type PersonField,
} from "../../directory/person_rules.ts";
