using System.CommandLine;
using KubeEmulator.Tool.Control;
using KubeEmulator.Tool.Diagnosis;
using KubeEmulator.Values;

namespace KubeEmulator.Tool.Commands;

/// <summary><c>kube-emulator doctor</c>: whether this machine has what the emulator needs, and what to do where it has not.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var options = new ControlOptions();
        var command = options.AddTo(new Command("doctor", "Looks whether this machine has what the emulator needs: ports, TLS, files, kubectl, clusters left over."));
        command.SetAction(async (parsed, cancellation) =>
        {
            var findings = new List<Finding>();
            foreach (var look in Checkup.All)
            {
                findings.Add(await look(cancellation).ConfigureAwait(false));
            }

            var output = parsed.InvocationConfiguration.Output;
            if (options.IsJson(parsed))
            {
                await output.WriteLineAsync(MapValue.Of(("items", ListValue.From(findings.Select(f => (Value)f.ToValue())))).ToString()).ConfigureAwait(false);
            }
            else
            {
                foreach (var finding in findings)
                {
                    await output.WriteLineAsync(finding.ToString()).ConfigureAwait(false);
                }
            }

            return findings.Exists(f => f.Verdict == Verdict.Bad) ? ExitCodes.Refused : ExitCodes.Done;
        });
        return command;
    }
}
