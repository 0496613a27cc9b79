using KubeEmulator.Tool.Commands;

return await CommandCatalog.Root().Parse(args).InvokeAsync().ConfigureAwait(false);
