/** The dialogs about keys and signatures, which are loaded when one is first opened. */

export { DetailsDialog } from "./details_dialog.tsx";
export { SafetyDialog } from "./safety_dialog.tsx";
