using GitOpsSync;

if (args is not [var address, var folder])
{
    Console.Error.WriteLine("usage: GitOpsSync ADDRESS FOLDER   (ADDRESS such as http://localhost:8001 of kubectl proxy)");
    return 2;
}

using var http = new HttpClient { BaseAddress = new Uri(address) };
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
await new FolderSync(http, Path.GetFileName(Path.TrimEndingDirectorySeparator(folder))).RunAsync(folder, TimeSpan.FromSeconds(30), TimeProvider.System, Report, stop.Token);
return 0;

static void Report(SyncResult result)
{
    Console.WriteLine($"{result.Applied.Count} applied, {result.Pruned.Count} pruned");
    foreach (var error in result.Errors)
    {
        Console.Error.WriteLine(error);
    }
}
