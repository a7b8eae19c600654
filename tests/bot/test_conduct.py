"""A concern about a colleague is told from an approach from outside; where in doubt it is an approach."""

import json
from pathlib import Path

import pytest

from bot import conduct
from bot.conduct import about_colleague

CORPUS = Path(__file__).parents[2] / "nlp" / "learned" / "corpus"
MOST_MISTAKEN = 0.001
"""Share of the training texts, none of which is about a colleague's conduct, that may be taken for one."""

ABOUT_A_COLLEAGUE = (
    "I think my colleague Brownlow is copying secret documents at night.",
    "My colleague keeps copying project drawings onto a private USB stick.",
    "I think someone on my team is leaking documents to a journalist.",
    "One of my colleagues takes classified papers home.",
    "I want to report a colleague who photographs his screen when he thinks nobody looks.",
    "Somebody in our office has been sending files to his private e-mail account.",
    "A contractor in our lab stays after hours and goes through drawers that are not his.",
    "I am worried about my manager. He has been meeting people from a foreign embassy and does not declare it.",
    "My boss brags in the pub about the radar programme.",
    "A team mate shares his password with everybody, even with visitors.",
    "I suspect that our intern is taking samples out of the lab.",
    "I saw a colleague photographing the whiteboard in the secure room last night.",
    "A woman on my team suddenly has a lot of money and asks everyone about projects that are not hers.",
    "I have concerns about a co-worker: he logs in to systems at night and deletes the logs.",
    "Our deputy director lets a friend use his badge to enter the building.",
    "I'd like to raise a concern about somebody in my department who talks openly about clearance cases.",
    "One of the contractors plugs his own phone into the lab computers.",
    "My line manager asked me to backdate the security log.",
    "A colleague was paid by a foreign company for our test results and never declared it.",
    "I believe my supervisor sells information to a supplier.",
    "Mr Brown from accounts has been accessing personnel files without a reason.",
    "Our team leader is drunk at work and leaves the safe open.",
    "I think my colleague may be spying for someone.",
    "A guy in my unit bullies the trainees and threatens anyone who reports it.",
    "Someone at my office has installed a hidden camera in the meeting room.",
    "My desk neighbour secretly reads other people's mail and makes notes.",
    "A colleague of mine forwarded the confidential bid to a competitor.",
    "I found out that my co-worker downloaded the whole customer database the week before he resigned.",
    "The new contractor asks everybody what they are working on and writes it down.",
    "One of our engineers disabled the door alarm so that he can smoke.",
    "I am uneasy about a colleague who travels to the same country every month and never says why.",
    "My colleague harasses a younger woman in our team.",
    "I do not trust our administrator; he opens people's mailboxes.",
    "A member of my team lied about his second job with a foreign firm.",
    "Our cleaner takes pictures of the screens when the room is empty.",
    "I would like to report my colleague for taking home a laptop with secret data.",
    "A coworker has been hiding documents under her coat.",
    "Somebody in the lab is stealing reagents.",
    "My teammate posted a photo of the control room on Instagram.",
    "I think a colleague accepted money from a supplier.",
    "My manager told us to hide the safety report from the inspectors.",
    "One of our trainees filmed the server room with his phone.",
    "My co-worker keeps a box of project files at home and jokes about it.",
    "I am concerned about a colleague who has become very close to a visitor from a foreign delegation.",
    "Somebody on our floor leaves the document safe unlocked every evening.",
    "A colleague told me in confidence that he gets cash from a foreign firm for our test results.",
    "My supervisor told me to delete the audit records before the inspection.",
    "I believe one of our technicians is stealing chemicals.",
    "Our intern uploaded the source code to his private cloud.",
    "A colleague has shown internal slides to his brother who works for a competitor.",
    "My team leader uses my login when I am away.",
    "I want to raise a concern about my colleague's behaviour towards visitors.",
    "The man at the next desk writes down everybody's passwords.",
    "My manager is sleeping with someone from the embassy and tells him everything.",
    "A contractor in our unit copied the door key.",
    "I saw my colleague put a hard disk in her bag and walk out.",
    "Our administrator reads people's mail for fun.",
    "Somebody from my team is selling access badges.",
    "My colleague came to work drunk again and shouted at the guard.",
    "I think our new engineer lied about his background; he reacts oddly when asked about it.",
    "I'm uncomfortable with how my boss talks about secret projects in restaurants.",
    "A colleague of mine has been emailing blueprints to his Gmail for months.",
    "My boss makes racist remarks about a trainee and grabs her arm.",
    "I noticed that a co-worker stays late, alone, and photographs the display in the control room.",
    "Someone in my department is giving our price list to a supplier.",
    "I think our secretary forges signatures on the travel forms.",
    "Our new analyst tried to open a folder that he has no permission for, five times.",
    "My team mate posts about our classified work on social media.",
    "I'm worried that my manager is taking bribes from a contractor.",
    "One of the guards lets strangers into the building at night.",
    "Somebody on our team keeps a second phone in the secure area.",
    "My colleague removed the markings from a secret paper before sending it out.",
    "I have serious concerns about one of our engineers and a foreign company that pays for his holidays.",
    "A technician in my unit sabotaged the test rig.",
    "My supervisor pressures people to sign for training they never did.",
    "I do not trust a colleague who keeps asking about systems that have nothing to do with his job.",
)

FROM_OUTSIDE = (
    "My colleague was contacted on LinkedIn by a recruiter who asked about our project.",
    "A colleague forwarded me this: “Dear expert, we pay for a short report on your drawings.”",
    "Someone on LinkedIn says my colleague Anna suggested me for a paid talk.",
    "One of my colleagues got a message from a woman who wants to meet in Vienna. What should she do?",
    "He wrote that my manager recommended me and that I should send my CV.",
    "A stranger asked my colleague for documents about the new radar.",
    "My boss received an invitation to a conference in Shanghai, all expenses paid. Is it genuine?",
    "They asked which of my colleagues take classified work home.",
    "Somebody pretends to be my colleague and asks for gift cards.",
    "I think somebody is impersonating my manager: the address is wrong.",
    "A recruiter has been sending my colleagues files with a coding test.",
    "My co-worker was approached at a trade fair by a man who took her card and now sends messages.",
    "Someone called our office, said he was from IT, and a colleague gave him her password.",
    "My colleague clicked on a link in this mail and typed his password.",
    "A colleague of mine sent his CV to this firm and now they want documents.",
    "Our intern was offered money for notes about the lab by someone on Telegram.",
    "The mail says: “Your colleague has been leaking documents. Pay or we publish.”",
    "I am a colleague of Dr Lee and he shared your paper with me.",
    "My colleague is working on a report about semiconductors and would like your insight.",
    "Our team is preparing a study. My colleague will send you the documents.",
    "My colleague is sending you the documents for the consultation today.",
    "Our director is meeting foreign experts next month and would like to invite you; he takes care of the money.",
    "I write on behalf of my manager, who is sharing this confidential opportunity with selected people.",
    "My boss is happy to pay cash for the information.",
    "My partner and my colleague are passing information to investors and we need an insider view like yours.",
    "I think my boss shared your profile with me.",
    "Someone in my team accepted a contact request from this profile.",
    "My colleague accepted this request and they asked him about our plans.",
    "My colleague and I are both getting messages from the same consultant, who offers cash for reports.",
    "Is it all right that a colleague of mine is connected with this person?",
    "One of my colleagues says the man sells information about tenders.",
    "My supervisor wants to know whether this e-mail is genuine.",
    "My colleague thinks he was tricked: he sent drawings to someone who claimed to be a client.",
    "I was tricked and sent documents to someone who said he was my boss.",
    "The caller said that my colleague had already given him the plan.",
    "A man at the conference took photographs of our badges.",
    "Someone from another company keeps asking about our team's passwords.",
    "My former colleague, who now works for a consultancy abroad, keeps asking me for documents.",
    "An old colleague who left years ago sends me offers of money for information about my team.",
    "I think my colleague's account was hacked: it is sending files to everyone.",
    "My manager's account is sending strange documents to all of us.",
    "My boss texted me from a new number and wants me to buy vouchers and keep it secret.",
    "A colleague fell for this scam and paid them money. Can we warn the others?",
    "Someone is blackmailing my colleague with photos he sent her.",
    "My colleague met her online and she has been asking him for classified papers.",
)

ORDINARY_TALK = (
    "My manager is working on the budget plan, can you send me your notes?",
    "Our intern is printing the documents for the meeting.",
    "A colleague is taking the laptop to the repair shop.",
    "My colleague is sharing the file with you now.",
    "Could you ask my team leader who has the folder?",
    "The contractor is copying the data to the new server tonight.",
    "Our supervisor has been handing out the new badges.",
    "I think my manager is meeting the auditors on Friday.",
    "My colleague is on leave, please send the documents to me.",
    "I believe our director is sending the paper to the minister today.",
    "My colleague left her phone in the canteen.",
    "I think a colleague has booked the room already.",
    "My manager passes on her thanks for the notes.",
    "We lost a badge; a colleague found it after hours.",
    "My co-worker sold his car and needs a lift with his files.",
    "The new intern is downloading the drawings for the workshop, as agreed.",
    "I suspect my colleague is ill, he has not answered.",
    "I worry that my manager works too much, often at night.",
    "I think somebody in our office is celebrating a birthday: cake at three.",
    "My boss sent the code for the printer.",
    "A colleague asked me to print the plan.",
    "In this course you learn to notice when a colleague is leaking information, and whom to tell.",
    "A former navy engineer was sentenced for selling documents to a foreign power.",
    "Police said that the contractor had sold secret drawings to an embassy.",
    "Do not take classified papers home. A colleague who takes them home must be reported.",
    "My manager stole the show with his report.",
    "A colleague photographed the team for the newsletter; the drawings are on the wall.",
    "Hi, how are you?",
    "My colleague accepted money on behalf of the charity run, thank you all.",
    "Our team leader took the laptop home because she works from home on Fridays.",
    "I am worried about my colleague, she has been ill for weeks.",
    "My boss is meeting the embassy on Thursday for the visa; can you bring the passports?",
    "One of our engineers copied the code from the old repository into the new one.",
    "Somebody in the lab is stealing my milk again.",
    "I would like to report a fault: my colleague's screen stays dark.",
    "My colleague and I copied the files to the share for you.",
    "I have concerns about a supplier's late delivery; my manager is informed.",
    "Our director talks openly about the strategy in the town hall.",
    "My colleague asked whether you could send the slides again.",
    "Our manager has shared the folder with you, please look at it before Friday.",
    "Is this mail from our IT real? It says my colleague shared a document with me.",
    "My boss is at a conference in Geneva and met a man who offered her a paid talk.",
    "I think my colleague is being targeted; a woman he met at a fair writes to him every day.",
    "One of our engineers received a coding test from a firm abroad and ran it on his laptop.",
    "A person who says she knows my supervisor wants a call about our supplier list.",
    "My team leader wants everyone to lock the safe in the evening.",
    "My colleague sent this to me, he thinks it is fraud.",
    "A consultant wants to pay a colleague of mine for two pages on policy.",
    "My colleague opened the attachment and now the laptop behaves strangely.",
    "Somebody in our team got a strange call yesterday, the person asked for names.",
    "I think the person who writes to my colleague is not who he says he is.",
    "My manager forwards you the report he promised.",
    "Our intern will take photos of the team at the party.",
    "A colleague photographed the sunset from the roof, look.",
    "My boss says thank you for the documents.",
    "My colleague thinks that our plan has leaked to the press.",
    "The pipe in our office leaks again, my colleague called the plumber.",
    "My manager is bringing the samples to the lab out of town tomorrow.",
    "We hired a contractor to copy the archive to the new disks.",
    "A woman from my team married and gets a present; can everybody give five pounds?",
    "My co-worker printed the tickets for you.",
    "My old boss wrote me and wants to know what we work on now.",
    "Dear Sir, my colleague Mr Wang from our institute will pay you cash for the report.",
    "My colleague Elena takes care of the contract, she will send money to your account.",
    "Our analyst reads your papers with great interest and wants to share our data with you.",
    "Our director secretly admires your work and invites you to Macau.",
    "My supervisor is leaving, we collect money for a gift.",
    "My colleague hides the Easter eggs for the children on Friday.",
    "My colleague wants to know if the survey from the university is real.",
    "Our manager sends his regards and the signed form.",
    "A woman I met at a trade fair says she knows my boss and wants drawings.",
    "My team mate got three calls from the same consultancy this week.",
    "I think our intern should see this, it looks like a fake job offer.",
    "A colleague lost his laptop on the train, what do we do?",
    "My colleague accidentally sent the draft to a supplier, can we recall it?",
    "Our director has approved the visit of the foreign delegation.",
    "One of our engineers prints the badges for visitors, ask her.",
    "My manager asked for a copy of the plan by Monday.",
    "Two of my colleagues have accepted her as a contact already.",
    "The email is signed with the name of our administrator, but she did not write it.",
    "Somebody sent my colleague flowers and a card with questions about her work.",
    "My co-worker takes pictures for the annual report this afternoon.",
    "A contractor in our lab needs a key for the weekend.",
    "My boss gave a talk in public about our work, and now this man writes to me.",
    "My supervisor is close to retirement and hands over his files.",
    "Our analyst downloads the open data every night.",
    "A colleague left the company and took a job in Dubai; he writes that they pay well for what I know.",
    "Please tell my colleague that his parcel with the samples is at the gate.",
)


@pytest.mark.parametrize("text", ABOUT_A_COLLEAGUE)
def test_a_concern_about_a_colleague_is_seen(text: str) -> None:
    assert about_colleague(text)


@pytest.mark.parametrize("text", [*FROM_OUTSIDE, *ORDINARY_TALK])
def test_approaches_victims_and_ordinary_talk_are_not_taken_for_it(text: str) -> None:
    assert not about_colleague(text)


def test_there_are_enough_examples_to_mean_something() -> None:
    assert len(set(ABOUT_A_COLLEAGUE)) >= 30
    assert len({*FROM_OUTSIDE, *ORDINARY_TALK}) >= 60


def test_hardly_any_training_text_is_taken_for_it() -> None:
    texts = [
        json.loads(line)["text"]
        for file in sorted(CORPUS.glob("**/*.jsonl"))
        for line in file.read_text("utf-8").splitlines()
    ]
    assert len(texts) > 1_000
    mistaken = [text for text in texts if about_colleague(text)]
    assert len(mistaken) <= MOST_MISTAKEN * len(texts), mistaken


@pytest.mark.parametrize("frame", ["{}", "Hello, a question.\n\n{}", "{} Whom do I tell?", "{}\n\nThanks"])
def test_what_stands_around_it_does_not_matter(frame: str) -> None:
    assert about_colleague(frame.format(ABOUT_A_COLLEAGUE[0]))
    assert not about_colleague(frame.format(FROM_OUTSIDE[0]))


def test_only_the_beginning_is_looked_at() -> None:
    assert not about_colleague("Nothing here. " * 400 + ABOUT_A_COLLEAGUE[0])


@pytest.mark.parametrize("piece", ["my colleague is ", "a a a a a ", "one of my ", "someone in my team has been "])
def test_hostile_repetition_says_nothing_and_comes_back(piece: str) -> None:
    assert not about_colleague(piece * (conduct.LOOKED_AT // len(piece) + 10))
