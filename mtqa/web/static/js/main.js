import { takeToken } from "./api.js";
import { Desk } from "./desk.js";
import { startTheme } from "./theme.js";

takeToken();
startTheme();
await new Desk().start();
