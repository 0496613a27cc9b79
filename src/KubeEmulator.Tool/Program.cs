using System.CommandLine;
using KubeEmulator.Tool.Commands;
using KubeEmulator.Tool.Control;

UpRehearsal.Begin(args);
var parsed = CommandCatalog.For(args).Parse(args);

// What serves waits for signals itself, and ends well; a handler beside its own would answer as if it had been killed.
var invocation = args is ["up", ..] ? new InvocationConfiguration { ProcessTerminationTimeout = null } : new InvocationConfiguration();
var code = await parsed.InvokeAsync(invocation).ConfigureAwait(false);
return parsed.Errors.Count > 0 && code != 0 ? ExitCodes.Usage : code;
