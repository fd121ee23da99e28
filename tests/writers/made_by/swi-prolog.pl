% SWI-Prolog 9.0.4, library(http/json), dicts.
:- use_module(library(http/json)).
:- initialization(main, main).
main([Path]) :-
    setup_call_cleanup(open(Path, read, In), json_read_dict(In, Claim), close(In)),
    json_write_dict(current_output, Claim).
