using System.CommandLine;
using System.Text;
using WallboxMqtt.Bridge.Configuration.Rules;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Bridge.Cli;

/// <summary><c>password</c>: makes the line <c>passwordHash</c> of the configuration. Asks on a terminal, otherwise reads one line.</summary>
internal static class PasswordCommand
{
    private const int Shortest = 8;

    internal static Command Create()
    {
        var command = new Command("password", "ask for a password and print the line passwordHash for the section web of the configuration");
        command.SetAction(_ => Run());
        return command;
    }

    private static int Run()
    {
        var password = Console.IsInputRedirected ? Console.ReadLine() : AskTwice();
        var complaint = password is null ? "nothing given"
            : password.Length < Shortest ? $"the password is shorter than {Shortest} characters"
            : TextRules.Password.Read(password, out _) is { } fault ? $"the password {fault}"
            : null;
        if (complaint is not null)
        {
            Console.Error.WriteLine($"password: {complaint}; allowed: {Shortest} to {TextRules.LongestPassword} characters in one line");
            return CommandLine.Usage;
        }

        Console.WriteLine($"passwordHash: {PasswordHash.Of(password!)}");
        return CommandLine.Success;
    }

    private static string? AskTwice()
    {
        var first = Ask("Password: ");
        if (first == Ask("Again: "))
            return first;
        Console.Error.WriteLine("password: the two differ");
        return null;
    }

    private static string Ask(string prompt)
    {
        Console.Error.Write(prompt);
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
                typed.Length = Math.Max(0, typed.Length - 1);
            else
                typed.Append(key.KeyChar);
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
}
