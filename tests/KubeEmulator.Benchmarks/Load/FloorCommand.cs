using System.Globalization;

namespace KubeEmulator.Benchmarks.Load;

/// <summary><c>floor KUBECONFIG [PORT [COUNT]]</c>: a <see cref="FloorServer"/> as a process of its own, whose processor time can be told apart. Ends with its input.</summary>
internal static class FloorCommand
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments.Length is 0 or > 3)
        {
            await Console.Error.WriteLineAsync("usage: floor KUBECONFIG [PORT [COUNT]]");
            return 2;
        }

        var numbers = arguments.Skip(1).Select(a => int.Parse(a, CultureInfo.InvariantCulture)).ToArray();
        await using var server = new FloorServer(numbers is [_, var count] ? count : 5000);
        var port = await server.StartAsync(numbers is [var wanted, ..] ? wanted : 0);
        await File.WriteAllTextAsync(arguments[0], $"clusters: [{{name: floor, cluster: {{server: \"https://127.0.0.1:{port}\"}}}}]\nusers: [{{name: floor, user: {{}}}}]\n");
        Console.WriteLine("ready");
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
