import { Desk } from "./desk.js";
import { startTheme } from "./theme.js";

startTheme();
await new Desk().start();
