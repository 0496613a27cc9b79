using System.CommandLine;
using KubeEmulator.Tool.Control;
using KubeEmulator.Values;

namespace KubeEmulator.Tool.Commands;

/// <summary><c>kube-emulator fault</c>: what goes wrong on purpose.</summary>
internal static class FaultCommand
{
    private static readonly string[] Texts = ["verb", "group", "resource", "namespace", "name", "user", "message", "reason", "latency", "lifetime"];
    private static readonly string[] Numbers = ["times", "skip", "code", "after", "revisions", "retry-after-seconds"];

    public static Command Create()
    {
        var options = new ControlOptions();
        var id = new Argument<string>("id") { Description = "The rule's number, as fault list shows it." };
        return options.AddTo(new Command("fault", "What is to go wrong on purpose: refusals, delays, cut connections, spoiled watches.")
        {
            options.Command("list", "Lists the rules, and how often each has struck.", _ => (HttpMethod.Get, "faults", null)),
            Add(options),
            options.Command("remove", "Takes a rule away.", p => (HttpMethod.Delete, $"faults/{Uri.EscapeDataString(p.GetRequiredValue(id))}", null), id),
            options.Command("clear", "Takes all rules away.", _ => (HttpMethod.Delete, "faults", null)),
        });
    }

    private static Command Add(ControlOptions options)
    {
        var fault = new Argument<string>("fault") { Description = "What happens: conflict, tooManyRequests, internalError, unavailable, status, latency, connectionReset, commitThenReset, commitThenTimeout, watchDropped, watchStalled, watchExpired, watchDuplicates, watchReorders, staleList." };
        var probability = new Option<double?>("--probability") { Description = "The chance of a matching call to go wrong, from 0 to 1." };
        Option<string?>[] texts = [.. Texts.Select(name => new Option<string?>($"--{name}") { Description = $"The rule's {name}." })];
        Option<long?>[] numbers = [.. Numbers.Select(name => new Option<long?>($"--{name}") { Description = $"The rule's {name}." })];
        return options.Command("add", "Adds a rule: which calls, and what happens to them.", parsed => (HttpMethod.Post, "faults", Body(parsed)), [fault, probability, .. texts, .. numbers]);

        MapValue Body(ParseResult parsed)
        {
            var body = new MapBuilder { { "fault", parsed.GetRequiredValue(fault) } };
            foreach (var option in texts)
            {
                if (parsed.GetValue(option) is { } text)
                {
                    body[Member(option)] = text;
                }
            }

            foreach (var option in numbers)
            {
                if (parsed.GetValue(option) is { } number)
                {
                    body[Member(option)] = number;
                }
            }

            if (parsed.GetValue(probability) is { } chance)
            {
                body["probability"] = NumberValue.Of(chance);
            }

            return body.Build();
        }
    }

    private static string Member(Option option) => option.Name == "--retry-after-seconds" ? "retryAfterSeconds" : option.Name[2..];
}
