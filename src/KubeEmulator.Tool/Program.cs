using KubeEmulator.Tool.Commands;
using KubeEmulator.Tool.Control;

UpRehearsal.Begin(args);
var parsed = CommandCatalog.For(args).Parse(args);
var code = await parsed.InvokeAsync().ConfigureAwait(false);
return parsed.Errors.Count > 0 && code != 0 ? ExitCodes.Usage : code;
