using WebsiteOperator;

using var http = ClusterConnection.Open(args.FirstOrDefault());
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
await new Operator(http, new ConsoleDnsZone(), Environment.MachineName, TimeProvider.System, Console.Error.WriteLine).RunAsync(stop.Token);
